package io.dockerkit.impl.copy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.CopySpec;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.tar.ByteNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * What is copied from this machine. Immutable and thread-safe.
 *
 * @param path where it is, links resolved as was asked for
 * @param name the byte name that it has in the archive, {@code .} for the contents of a directory
 * @param isDirectory whether it is a directory
 */
record LocalSource(Path path, String name, boolean isDirectory) {
    /** Looks at the path; the links in its parents are followed, the one at its end where that was asked for. */
    static LocalSource of(Path source, boolean followLink) {
        boolean contents = CopyRules.meansContents(source.toString());
        Path path = source.toAbsolutePath();
        try {
            if (contents || followLink) {
                path = path.toRealPath();
            } else {
                path = withRealParent(path.normalize());
            }
            boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw missing(source);
            }
            if (contents && !directory) {
                throw new InvalidOptionException(
                        "source", ByteNames.shown(source), "it ends in /. but is no directory");
            }
            Path named = source.toAbsolutePath().normalize().getFileName();
            String name = contents || named == null ? "." : ByteNames.last(named);
            return new LocalSource(path, name, directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw missing(source);
        } catch (IOException e) {
            throw LocalFiles.failed("read", source, e);
        }
    }

    private static Path withRealParent(Path path) throws IOException {
        Path parent = path.getParent();
        Path name = path.getFileName();
        return parent == null || name == null ? path : parent.toRealPath().resolve(name);
    }

    private static InvalidOptionException missing(Path source) {
        return new InvalidOptionException(
                "source", ByteNames.shown(source), "there is no such file or directory here");
    }

    /** Returns how many bytes there are to copy, if somebody wants to know. */
    long bytes(CopySpec spec) {
        if (spec.progress().equals(Progress.none())) {
            return 0;
        }
        try {
            return TarSource.bytesBelow(path);
        } catch (IOException e) {
            throw LocalFiles.failed("read", path, e);
        }
    }
}
