package io.dockerkit.impl.copy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.tar.ByteNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a copy goes on this machine. Immutable and thread-safe.
 *
 * @param path the place, through a link if there is one
 * @param parent its directory, which exists
 * @param kind what is there
 */
record LocalTarget(Path path, Path parent, CopyRules.Target kind) {
    private static final int MOST_LINKS = 10;

    /**
     * Looks at the path, through links.
     *
     * @throws InvalidOptionException if it is a device, a pipe or a socket, which a file would replace, or if its directory is
     *     missing
     */
    static LocalTarget of(Path target) {
        Path path = target.toAbsolutePath().normalize();
        try {
            for (int links = 0; Files.isSymbolicLink(path); links++) {
                if (links == MOST_LINKS) {
                    throw new InvalidOptionException(
                            "target", ByteNames.shown(target), "it leads through too many links");
                }
                path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
            }
        } catch (IOException e) {
            throw LocalFiles.failed("write", target, e);
        }
        Path parent = path.getParent() == null ? path : path.getParent();
        if (!Files.isDirectory(parent)) {
            throw new InvalidOptionException(
                    "target",
                    ByteNames.shown(target),
                    "there is no directory " + ByteNames.shown(parent));
        }
        return new LocalTarget(path, parent, kind(target, path));
    }

    private static CopyRules.Target kind(Path target, Path path) {
        try {
            BasicFileAttributes there = Files.readAttributes(path, BasicFileAttributes.class);
            if (there.isOther()) {
                throw new InvalidOptionException(
                        "target",
                        ByteNames.shown(target),
                        "it is "
                                + LocalFiles.kind(there)
                                + ", which a file would replace; accepted form: a directory, a"
                                + " regular file, or nothing, in an existing directory");
            }
            return there.isDirectory() ? CopyRules.Target.DIRECTORY : CopyRules.Target.FILE;
        } catch (NoSuchFileException none) {
            return CopyRules.Target.MISSING;
        } catch (IOException e) {
            throw LocalFiles.failed("write", target, e);
        }
    }
}
