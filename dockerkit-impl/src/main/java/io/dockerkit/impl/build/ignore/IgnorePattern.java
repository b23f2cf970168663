package io.dockerkit.impl.build.ignore;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.tar.ByteNames;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a {@code .dockerignore}, matched as the docker CLI does it: a plain name by its bytes, {@code x**} and
 * {@code **x} by the beginning and the end of a path, all else by a regular expression. Immutable and thread-safe.
 */
final class IgnorePattern {
    private final String text;
    private final boolean exception;
    private final List<String> parts;
    private final Kind kind;
    private final @Nullable Pattern regex;
    private final @Nullable PatternSyntaxException fault;

    private enum Kind {
        EXACT,
        PREFIX,
        SUFFIX,
        REGEX
    }

    /**
     * Reads a pattern.
     *
     * @param line the byte name, after {@code !}
     * @param exception whether it takes back in
     * @throws InvalidOptionException if it is none, such as {@code a[}
     */
    IgnorePattern(String line, boolean exception) {
        this.text = line;
        this.exception = exception;
        this.parts = List.of(line.split("/", -1));
        new Check(line).run();
        Translation translation = new Translation(line);
        this.kind = translation.kind;
        Pattern compiled = null;
        PatternSyntaxException failed = null;
        if (kind == Kind.REGEX) {
            try {
                compiled = GoPattern.compile(translation.regex + "$");
            } catch (PatternSyntaxException e) {
                failed = e;
            }
        }
        this.regex = compiled;
        this.fault = failed;
    }

    boolean isException() {
        return exception;
    }

    /** Returns whether it passes for a pattern and is none, which is told when it is needed. */
    boolean isFaulty() {
        return fault != null;
    }

    /** Returns what it has before a trailing {@code /**} or {@code /*}. */
    String withoutTrailingGlob() {
        String rest = text.endsWith("/**") ? text.substring(0, text.length() - 3) : text;
        return rest.endsWith("/*") ? rest.substring(0, rest.length() - 2) : rest;
    }

    /** Returns the number of names that it has, with slashes between. */
    int depth() {
        return parts.size();
    }

    /** Returns whether it names what lies in a directory, or the directory itself. */
    boolean leadsInto(String directory) {
        return (text + "/").startsWith(directory + "/");
    }

    /**
     * Returns whether the byte name of a path fits the pattern.
     *
     * @throws InvalidOptionException if the pattern is faulty
     */
    boolean matches(String path) {
        PatternSyntaxException wrong = fault;
        if (wrong != null) {
            throw refused(text, wrong.getDescription());
        }
        Pattern pattern = regex;
        return pattern != null
                ? pattern.matcher(Utf8Name.decoded(path)).find()
                : matchesPlainly(path);
    }

    private boolean matchesPlainly(String path) {
        return switch (kind) {
            case PREFIX -> path.startsWith(text.substring(0, text.length() - 2));
            case SUFFIX -> {
                String suffix = text.substring(2);
                yield path.endsWith(suffix)
                        || (suffix.startsWith("/") && path.equals(suffix.substring(1)));
            }
            default -> path.equals(text);
        };
    }

    static InvalidOptionException refused(String pattern, String why) {
        return new InvalidOptionException(
                ".dockerignore", ByteNames.shown(pattern), "it is no pattern: " + why);
    }

    /** The check of a pattern by the rules of Go's {@code filepath.Match}, which the CLI makes first. */
    private static final class Check {
        private final String pattern;
        private final String text;
        private int at;

        Check(String pattern) {
            this.pattern = pattern;
            this.text = pattern;
        }

        void run() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '[') {
                    bracket();
                } else if (c == '\\') {
                    if (at == text.length()) {
                        throw refused(pattern, "nothing follows the backslash at its end");
                    }
                    at++;
                }
            }
        }

        private void bracket() {
            if (at < text.length() && text.charAt(at) == '^') {
                at++;
            }
            for (boolean first = true;
                    first || at >= text.length() || text.charAt(at) != ']';
                    first = false) {
                character();
                if (text.charAt(at) == '-') {
                    at++;
                    character();
                }
            }
            at++;
        }

        private void character() {
            if (at == text.length()) {
                throw refused(pattern, "a [ has no ]");
            }
            char c = text.charAt(at);
            if (c == '-' || c == ']') {
                throw refused(pattern, "between [ and ], a " + c + " needs a backslash before it");
            }
            if (c == '\\') {
                at++;
            }
            if (at < text.length()) {
                at += width();
            }
            if (at >= text.length()) {
                throw refused(pattern, "a [ has no ]");
            }
        }

        private int width() {
            int width = Utf8Name.length(text, at);
            if (width == 0) {
                throw refused(pattern, "between [ and ] is a byte that is not UTF-8");
            }
            return width;
        }
    }

    /** What a pattern becomes: the way in which it is matched, and the regular expression, without its end. */
    private static final class Translation {
        private final StringBuilder regex = new StringBuilder("^");
        private final int[] text;
        private Kind kind = Kind.EXACT;
        private int at;

        Translation(String pattern) {
            String decoded = Utf8Name.decoded(pattern);
            // Go's scanner drops a byte order mark
            this.text =
                    (decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded)
                            .codePoints()
                            .toArray();
            while (at < text.length) {
                boolean first = at == 0;
                next(text[at++], first);
            }
        }

        private boolean follows(char c) {
            return at < text.length && text[at] == c;
        }

        private void next(int c, boolean first) {
            if (c == '*' && follows('*')) {
                at++;
                many(first);
            } else if (c == '*') {
                add("[^/]*");
            } else if (c == '?') {
                add("[^/]");
            } else if (c < 0x80 && ".+()|{}$".indexOf(c) >= 0) {
                regex.append('\\').append((char) c);
            } else if (c == '\\' && at < text.length) {
                add("\\" + Character.toString(text[at++]));
            } else if (c == '[' || c == ']') {
                add(Character.toString(c));
            } else {
                regex.appendCodePoint(c);
            }
        }

        private void add(String words) {
            regex.append(words);
            kind = Kind.REGEX;
        }

        /** Two stars, with the slash behind them if there is one. */
        private void many(boolean first) {
            if (follows('/')) {
                at++;
            }
            if (at < text.length) {
                add("(.*/)?");
            } else if (kind == Kind.EXACT) {
                kind = Kind.PREFIX;
            } else {
                add(".*");
            }
            if (first) {
                kind = Kind.SUFFIX;
            }
        }
    }
}
