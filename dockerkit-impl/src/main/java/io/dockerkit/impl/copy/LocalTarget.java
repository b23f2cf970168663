package io.dockerkit.impl.copy;

import io.dockerkit.InvalidOptionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where a copy goes on this machine. Immutable and thread-safe.
 *
 * @param path the place, through a link if there is one
 * @param parent its directory, which exists
 * @param kind what is there
 */
record LocalTarget(Path path, Path parent, CopyRules.Target kind) {
    private static final int MOST_LINKS = 10;

    /** Looks at the path, through links. */
    static LocalTarget of(Path target) {
        Path path = target.toAbsolutePath().normalize();
        try {
            for (int links = 0; Files.isSymbolicLink(path); links++) {
                if (links == MOST_LINKS) {
                    throw new InvalidOptionException(
                            "target", target.toString(), "it leads through too many links");
                }
                path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path parent = path.getParent() == null ? path : path.getParent();
        if (!Files.isDirectory(parent)) {
            throw new InvalidOptionException(
                    "target", target.toString(), "there is no directory " + parent);
        }
        return new LocalTarget(path, parent, kind(path));
    }

    private static CopyRules.Target kind(Path path) {
        if (Files.isDirectory(path)) {
            return CopyRules.Target.DIRECTORY;
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? CopyRules.Target.FILE
                : CopyRules.Target.MISSING;
    }
}
