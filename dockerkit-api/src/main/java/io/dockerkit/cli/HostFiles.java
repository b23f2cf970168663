package io.dockerkit.cli;

import java.io.File;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of files on the host. On Unix they are bytes, UTF-8 by custom, and a JVM that runs with {@code LC_ALL=C} can write
 * only ASCII as a {@link Path}: other names go into and out of a path through its URI. Stateless and thread-safe.
 */
public final class HostFiles {
    private static final char REPLACEMENT = '\uFFFD';

    private HostFiles() {}

    /** Returns the path of a file, which is taken from the directory unless it is absolute. */
    public static Path resolve(Path directory, String file) {
        try {
            return directory.resolve(file);
        } catch (InvalidPathException unmappable) {
            boolean unix =
                    File.separatorChar == '/'
                            && directory.getFileSystem() == FileSystems.getDefault();
            if (!unix || file.indexOf('\0') >= 0) {
                throw unmappable;
            }
            Path path = Path.of(URI.create("file://" + encoded(file)));
            return file.startsWith("/")
                    ? path
                    : directory.resolve(path.subpath(0, path.getNameCount()));
        }
    }

    /** Returns the path that {@link #text} wrote. */
    public static Path path(String text) {
        return resolve(Path.of(""), text);
    }

    /** Returns an absolute path as text. */
    public static String text(Path path) {
        String text = path.toString();
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        String whole = path.toUri().getPath();
        // what toUri adds to a directory
        return whole.endsWith("/") && !text.endsWith("/")
                ? whole.substring(0, whole.length() - 1)
                : whole;
    }

    private static String encoded(String file) {
        return URLEncoder.encode("/" + file, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replaceAll("(%2F)+", "/");
    }
}
