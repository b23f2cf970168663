package io.dockerkit.compose.file;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Paths as texts: on Unix they are not made into file names, so that any locale does; on Windows they are those of the system.
 * Stateless and thread-safe.
 */
public final class PathText {
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';

    private PathText() {}

    /** Returns the shortest path with slashes that means the same; of the empty one, {@code .}. */
    public static String cleanUnix(String path) {
        boolean isAbsolute = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            boolean isUp = part.equals("..");
            if (isUp && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(isUp && isAbsolute)) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return isAbsolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    private static String clean(String path) {
        if (!IS_WINDOWS) {
            return cleanUnix(path);
        }
        String normal = Path.of(path).normalize().toString();
        return normal.isEmpty() ? "." : normal;
    }

    /** Returns a path below a directory, whether it begins with a separator or not. */
    static String join(String directory, String path) {
        return clean(directory.isEmpty() ? path : directory + File.separator + path);
    }

    /** Returns whether a path is absolute on this system. */
    static boolean isAbsolute(String path) {
        return IS_WINDOWS ? isWindowsAbsolute(path) : path.startsWith("/");
    }

    /** Returns whether a path is absolute on Windows: {@code C:\data}, {@code \\host\share}, {@code \\.\pipe\x}. */
    static boolean isWindowsAbsolute(String path) {
        int volume = volumeLength(path);
        if (volume == 0) {
            return false;
        }
        if (isSeparator(path, 0) && isSeparator(path, 1)) {
            return true;
        }
        return isSeparator(path, volume);
    }

    private static int volumeLength(String path) {
        if (path.length() >= 2 && path.charAt(1) == ':') {
            return 2;
        }
        if (!isSeparator(path, 0)) {
            return 0;
        }
        if (hasPrefix(path, "\\\\.\\UNC")) {
            return shareEnd(path, 8);
        }
        if (hasPrefix(path, "\\\\.") || hasPrefix(path, "\\\\?") || hasPrefix(path, "\\??")) {
            int next = path.length() == 3 ? -1 : nextSeparator(path, 4);
            return next < 0 ? path.length() : next;
        }
        return isSeparator(path, 1) ? shareEnd(path, 2) : 0;
    }

    private static int shareEnd(String path, int from) {
        int host = nextSeparator(path, from);
        int share = host < 0 ? -1 : nextSeparator(path, host + 1);
        return share < 0 ? path.length() : share;
    }

    private static int nextSeparator(String path, int from) {
        for (int i = from; i < path.length(); i++) {
            if (isSeparator(path, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSeparator(String path, int at) {
        return at < path.length() && (path.charAt(at) == '/' || path.charAt(at) == '\\');
    }

    private static boolean hasPrefix(String path, String prefix) {
        return path.length() >= prefix.length()
                && path.substring(0, prefix.length())
                        .replace('/', '\\')
                        .toUpperCase(Locale.ROOT)
                        .equals(prefix)
                && (path.length() == prefix.length() || isSeparator(path, prefix.length()));
    }

    /** Returns the path before the last separator: {@code .} if there is none. */
    static String parent(String path) {
        int end = path.lastIndexOf('/');
        if (IS_WINDOWS) {
            end = Math.max(end, path.lastIndexOf('\\'));
        }
        return clean(path.substring(0, end + 1));
    }

    /** Returns the way from one absolute directory to another, or the other itself if there is none. */
    static String relative(String from, String to) {
        List<String> first = parts(clean(from));
        List<String> second = parts(clean(to));
        if (IS_WINDOWS && !first.get(0).equalsIgnoreCase(second.get(0))) {
            return to;
        }
        int same = 0;
        while (same < first.size()
                && same < second.size()
                && first.get(same).equals(second.get(same))) {
            same++;
        }
        List<String> way = new ArrayList<>();
        for (int i = same; i < first.size(); i++) {
            way.add("..");
        }
        way.addAll(second.subList(same, second.size()));
        return way.isEmpty() ? "." : String.join(File.separator, way);
    }

    private static List<String> parts(String path) {
        String separator = IS_WINDOWS ? "\\\\" : "/";
        List<String> parts = new ArrayList<>(List.of(path.split(separator)));
        return parts.isEmpty() ? List.of("") : parts;
    }
}
