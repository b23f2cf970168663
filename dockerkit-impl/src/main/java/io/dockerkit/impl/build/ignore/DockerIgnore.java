package io.dockerkit.impl.build.ignore;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.copy.PathFilter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a {@code .dockerignore} leaves out, as the docker CLI decides it: the last pattern that matches a path, or a
 * directory above it, decides; {@code !} takes back in. A directory that is left out is walked only if a pattern with
 * {@code !} begins with its path.
 *
 * <p>Names are bytes, and so are patterns ({@link io.dockerkit.impl.tar.ByteNames}). Immutable and thread-safe.
 */
public final class DockerIgnore implements PathFilter {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final List<IgnorePattern> patterns;
    private final boolean exceptions;

    private DockerIgnore(List<IgnorePattern> patterns) {
        this.patterns = patterns;
        this.exceptions = patterns.stream().anyMatch(IgnorePattern::isException);
    }

    /**
     * Reads the file.
     *
     * @throws InvalidOptionException if a line is no pattern
     */
    public static DockerIgnore of(byte[] file) {
        List<IgnorePattern> patterns = new ArrayList<>();
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        for (String line : text.split("\n", -1)) {
            String pattern = line.startsWith("#") ? "" : Utf8Name.trimmed(line);
            if (!pattern.isEmpty()) {
                add(normal(pattern), patterns);
            }
        }
        return new DockerIgnore(List.copyOf(patterns));
    }

    /**
     * Returns the rules of patterns that somebody else has read from a file.
     *
     * @param patterns byte names
     * @throws InvalidOptionException if one is no pattern
     */
    static DockerIgnore ofPatterns(List<String> patterns) {
        List<IgnorePattern> read = new ArrayList<>();
        patterns.forEach(pattern -> add(pattern, read));
        return new DockerIgnore(List.copyOf(read));
    }

    List<IgnorePattern> patterns() {
        return patterns;
    }

    /** Takes slashes from the beginning, and cleans what follows a {@code !}. */
    private static String normal(String line) {
        boolean exception = line.startsWith("!");
        String path = exception ? Utf8Name.trimmed(line.substring(1)) : line;
        if (!path.isEmpty()) {
            path = clean(path);
            if (path.length() > 1 && path.startsWith("/")) {
                path = path.substring(1);
            }
        }
        return exception ? "!" + path : path;
    }

    private static void add(String line, List<IgnorePattern> patterns) {
        String trimmed = Utf8Name.trimmed(line);
        if (trimmed.isEmpty()) {
            return;
        }
        String pattern = clean(trimmed);
        boolean exception = pattern.startsWith("!");
        if (pattern.equals("!")) {
            throw new InvalidOptionException(
                    ".dockerignore", line, "an exception needs a pattern behind the !");
        }
        patterns.add(new IgnorePattern(exception ? pattern.substring(1) : pattern, exception));
    }

    /** Takes out {@code .}, {@code ..} and double slashes. */
    private static String clean(String path) {
        Deque<String> parts = new ArrayDeque<>();
        boolean rooted = path.startsWith("/");
        for (String part : path.split("/", -1)) {
            if (part.equals("..")
                    && (rooted || (!parts.isEmpty() && !parts.getLast().equals("..")))) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        String clean = String.join("/", parts);
        return rooted ? "/" + clean : clean.isEmpty() ? "." : clean;
    }

    /**
     * Returns these rules, after which a path is sent all the same. As with the CLI, the name becomes one more pattern.
     *
     * @param path the byte name
     */
    public DockerIgnore keeping(String path) {
        try {
            if (!leavesOutByItself(path)) {
                return this;
            }
        } catch (InvalidOptionException faulty) {
            // told when the walk comes to it
            return this;
        }
        List<IgnorePattern> more = new ArrayList<>(patterns);
        add("!" + path, more);
        return new DockerIgnore(List.copyOf(more));
    }

    /** An older rule of the CLI, which looks at one directory above the path only: that as deep as the pattern. */
    private boolean leavesOutByItself(String path) {
        String[] parts = path.split("/", -1);
        boolean matched = false;
        for (IgnorePattern pattern : patterns) {
            if (pattern.isException() != matched) {
                continue;
            }
            boolean match = pattern.matches(path);
            if (!match && parts.length > 1 && pattern.depth() <= parts.length - 1) {
                match =
                        pattern.matches(
                                String.join("/", List.of(parts).subList(0, pattern.depth())));
            }
            if (match) {
                matched = !pattern.isException();
            }
        }
        return matched;
    }

    /** Returns whether some pattern is none, which is told if it is needed for a path of the context. */
    public boolean isFaulty() {
        return patterns.stream().anyMatch(IgnorePattern::isFaulty);
    }

    @Override
    public PathFilter below(String path) {
        return new Place(path, new boolean[patterns.size()]);
    }

    @Override
    public boolean isLeftOut() {
        return false;
    }

    @Override
    public boolean isWalked() {
        return true;
    }

    /** One path. It knows which patterns match it or a directory above it. */
    private final class Place implements PathFilter {
        private final String path;
        private final boolean[] matches;
        private final boolean leftOut;

        Place(String path, boolean[] above) {
            this.path = path;
            this.matches = new boolean[patterns.size()];
            boolean matched = false;
            for (int i = 0; i < matches.length; i++) {
                IgnorePattern pattern = patterns.get(i);
                // what would change nothing is not asked, nor known below
                matches[i] =
                        above[i] || (pattern.isException() == matched && pattern.matches(path));
                if (matches[i]) {
                    matched = !pattern.isException();
                }
            }
            this.leftOut = matched;
        }

        @Override
        public PathFilter below(String name) {
            return new Place(name, matches);
        }

        @Override
        public boolean isLeftOut() {
            return leftOut;
        }

        @Override
        public boolean isWalked() {
            return !leftOut
                    || (exceptions
                            && patterns.stream()
                                    .anyMatch(p -> p.isException() && p.leadsInto(path)));
        }
    }
}
