package io.dockerkit.impl.copy;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code docker cp} for what the copy is called and where it lies. Paths are those of Unix, with {@code /}.
 * Stateless and thread-safe.
 */
final class CopyRules {
    private CopyRules() {}

    /** What is known of the target before the copy. */
    enum Target {
        MISSING,
        FILE,
        DIRECTORY
    }

    /** Returns whether the path means what is in the directory, and not the directory itself. */
    static boolean meansContents(String path) {
        String bare = withoutSlashes(path);
        return bare.equals(".") || bare.endsWith("/.");
    }

    /** Returns the last part of the path, {@code .} if it means the contents; empty for the root. */
    static String base(String path) {
        if (meansContents(path)) {
            return ".";
        }
        String clean = clean(path);
        return clean.substring(clean.lastIndexOf('/') + 1);
    }

    /** Returns the path without its last part. */
    static String parent(String path) {
        String clean = clean(path);
        if (meansContents(path)) {
            return clean.isEmpty() ? "/" : clean;
        }
        int slash = clean.lastIndexOf('/');
        return slash <= 0 ? "/" : clean.substring(0, slash);
    }

    /** Returns the path without {@code .}, {@code ..} and needless slashes; empty for the root, where relative ones begin. */
    private static String clean(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return path.startsWith("/") && !joined.isEmpty() ? "/" + joined : joined;
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /**
     * Returns the name that the copy gets in the target's parent, or null if it goes into the target, which is a
     * directory, under its own name.
     *
     * @throws InvalidOptionException if source and target do not fit
     */
    static @Nullable String newName(
            String source, boolean sourceIsDirectory, String target, Target there) {
        return switch (there) {
            case DIRECTORY -> null;
            case FILE -> {
                if (sourceIsDirectory) {
                    throw new InvalidOptionException(
                            "target",
                            target,
                            "it is a file, and "
                                    + source
                                    + " is a directory, which cannot take its place");
                }
                yield base(target);
            }
            case MISSING -> {
                if (!sourceIsDirectory && (target.endsWith("/") || meansContents(target))) {
                    throw new InvalidOptionException(
                            "target",
                            target,
                            "there is no such directory; without the slash at its end, "
                                    + source
                                    + " would get that name");
                }
                yield base(target);
            }
        };
    }
}
