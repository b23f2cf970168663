package io.dockerkit.impl.tar;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * File names as bytes, which is what they are on Linux and in archives. A <em>byte name</em> is a text in which each
 * character, 0 to 255, stands for one byte, so that names can be compared and split like any text, and none is changed by
 * a charset.
 *
 * <p>On Unix the bytes go into and out of a {@link Path} through its URI, which the JDK encodes byte by byte whatever the
 * locale is. Elsewhere, and in other file systems such as that of a zip file, a name is UTF-8. Stateless and thread-safe.
 */
public final class ByteNames {
    private static final boolean UTF_8 =
            "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding", ""));
    private static final char REPLACEMENT = '\uFFFD';

    private ByteNames() {}

    /** Returns the byte name of a text: its UTF-8. */
    public static String ofText(String text) {
        return isAscii(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Returns the bytes of a byte name. */
    public static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the byte name of a path, relative if the path is. */
    public static String of(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text;
        }
        if (!isUnix(path) || (UTF_8 && text.indexOf(REPLACEMENT) < 0)) {
            return ofText(text);
        }
        String absolute = decoded(path.toAbsolutePath());
        if (!text.endsWith("/") && absolute.endsWith("/")) {
            // what toUri adds to a directory
            absolute = absolute.substring(0, absolute.length() - 1);
        }
        if (path.isAbsolute()) {
            return absolute;
        }
        String here = of(Path.of("").toAbsolutePath());
        return absolute.substring(here.endsWith("/") ? here.length() : here.length() + 1);
    }

    /** Returns the byte name of the last part of a path, empty for a root. */
    public static String last(Path path) {
        Path name = path.getFileName();
        if (name == null) {
            return "";
        }
        String text = name.toString();
        if (isAscii(text)) {
            return text;
        }
        String whole = of(path);
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    /**
     * Returns the path of a name in a directory.
     *
     * @throws FileSystemException if the directory's file system cannot have such a name; the message says why
     */
    public static Path child(Path directory, String name) throws FileSystemException {
        return directory.resolve(relative(directory, name));
    }

    /**
     * Returns a path of the file system that a directory is in.
     *
     * @throws FileSystemException if the file system cannot have such a name; the message says why
     */
    public static Path relative(Path directory, String name) throws FileSystemException {
        if (name.indexOf('\0') >= 0) {
            throw new FileSystemException(
                    shown(name), null, "a name of a file cannot have a NUL character");
        }
        try {
            if (isAscii(name)) {
                return directory.getFileSystem().getPath(name);
            }
            if (isUnix(directory)) {
                Path absolute = Path.of(URI.create("file:///" + encoded(name)));
                return name.startsWith("/")
                        ? absolute
                        : absolute.subpath(0, absolute.getNameCount());
            }
            String text = text(name);
            if (text == null) {
                throw new FileSystemException(
                        shown(name), null, "its name is not UTF-8, which names are here");
            }
            return directory.getFileSystem().getPath(text);
        } catch (InvalidPathException e) {
            throw new FileSystemException(shown(name), null, e.getReason());
        }
    }

    /** Returns the name as it can be shown: as UTF-8, or with {@code \xE4} for each byte beyond ASCII if it is none. */
    public static String shown(String name) {
        String text = text(name);
        StringBuilder shown = new StringBuilder();
        (text == null ? name : text)
                .chars()
                .forEach(
                        c -> {
                            if (c < 0x20 || c == 0x7f || (text == null && c > 0x7f)) {
                                shown.append(String.format(Locale.ROOT, "\\x%02X", c));
                            } else {
                                shown.append((char) c);
                            }
                        });
        return shown.toString();
    }

    /** Returns a path as it can be shown. */
    public static String shown(Path path) {
        return shown(of(path));
    }

    private static @Nullable String text(String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(name)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Returns whether all characters are ASCII. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnix(Path path) {
        return path.getFileSystem() == FileSystems.getDefault()
                && path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static String decoded(Path absolute) {
        String raw = absolute.toUri().getRawPath();
        StringBuilder bytes = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.append((char) Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.append(raw.charAt(i));
            }
        }
        return bytes.toString();
    }

    private static String encoded(String name) {
        StringBuilder raw = new StringBuilder(name.length() * 3);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/') {
                raw.append(c);
            } else {
                raw.append(String.format(Locale.ROOT, "%%%02x", (int) c));
            }
        }
        return raw.toString();
    }
}
