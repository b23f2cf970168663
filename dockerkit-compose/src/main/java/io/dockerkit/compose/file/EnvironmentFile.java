package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.compose.syntax.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Variables in a file, as {@code docker compose} reads {@code .env} and {@code env_file}: {@code NAME=value}, {@code export
 * NAME=value}, {@code NAME: value}; values without quotes end at {@code " #"} and have variables put in, as do those in double
 * quotes, which also know escapes; both kinds of quotes may span lines. A name alone takes its value from outside. Not
 * thread-safe.
 */
public final class EnvironmentFile {
    private static final Pattern EXPORT = Pattern.compile("^export[\\t\\n\\f\\r ]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[abcfnrtv$\"\\\\]|0\\d{0,3})");
    private static final Pattern OCTAL = Pattern.compile("\\\\[0-3][0-7]{2}");
    private static final String ESCAPED = "abfnrtv\"\\";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000b\"\\";
    private static final String BLANKS = "\t\u000b\f\r \u0085\u00a0";

    private final String text;
    private final String name;
    private final Map<String, String> variables;
    private final Function<String, @Nullable String> lookup;
    private int at;

    private EnvironmentFile(
            String text,
            String name,
            Map<String, String> variables,
            Function<String, @Nullable String> lookup) {
        this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
        this.name = name;
        this.variables = variables;
        this.lookup = lookup;
    }

    /**
     * Returns the variables in their order; a name alone that {@code lookup} does not know is left out.
     *
     * @param name how the text is named in errors
     * @param lookup returns the value of a variable from outside, or null; such a value counts before one of the text where
     *     variables are put into values
     * @throws InvalidOptionException if the text is malformed; the message names the line, and shows no values
     */
    public static Map<String, String> parse(
            String text, String name, Function<String, @Nullable String> lookup) {
        return parse(text, name, Map.of(), lookup);
    }

    /** Returns the variables of a text behind those of earlier files, which it may refer to. */
    public static Map<String, String> parse(
            String text,
            String name,
            Map<String, String> earlier,
            Function<String, @Nullable String> lookup) {
        Map<String, String> variables = new LinkedHashMap<>(earlier);
        new EnvironmentFile(text, name, variables, lookup).statements();
        return variables;
    }

    /**
     * Returns the variables of a file.
     *
     * @throws LocalFileException if it cannot be read
     * @throws InvalidOptionException if it is malformed
     */
    public static Map<String, String> read(Path file, Function<String, @Nullable String> lookup) {
        return parse(text(file), HostFiles.text(file), lookup);
    }

    /**
     * Returns the variables of a file behind those of earlier files, which it may refer to.
     *
     * @throws LocalFileException if it cannot be read
     * @throws InvalidOptionException if it is malformed
     */
    public static Map<String, String> read(
            Path file, Map<String, String> earlier, Function<String, @Nullable String> lookup) {
        return parse(text(file), file.toString(), earlier, lookup);
    }

    /**
     * Returns the variables of several files; a later one counts before an earlier one, and may refer to it.
     *
     * @throws LocalFileException if one cannot be read
     * @throws InvalidOptionException if one is malformed
     */
    public static Map<String, String> readAll(
            List<Path> files, Function<String, @Nullable String> lookup) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Path file : files) {
            variables = parse(text(file), HostFiles.text(file), variables, lookup);
        }
        return variables;
    }

    private static String text(Path file) {
        String name = HostFiles.text(file);
        if (Files.isDirectory(file)) {
            throw new LocalFileException(
                    name,
                    "the environment file " + name + " is a directory; it must be a file",
                    null);
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalFileException(
                    name,
                    Files.notExists(file)
                            ? "there is no environment file " + name
                            : "cannot read the environment file " + name + ": " + e.getMessage(),
                    e);
        }
    }

    private void statements() {
        while (skipToStatement()) {
            Matcher export = EXPORT.matcher(text).region(at, text.length());
            if (export.find()) {
                at += "export".length();
                skipBlanks();
            }
            int start = at;
            boolean alone = skipName();
            String key = stripTrailing(text.substring(start, at));
            if (key.indexOf(' ') >= 0) {
                throw malformed(start, key, "the name of a variable has no spaces");
            }
            at = Math.min(at + 1, text.length());
            if (alone) {
                String value = lookup.apply(key);
                if (value != null) {
                    variables.put(key, value);
                }
                continue;
            }
            skipBlanks();
            variables.put(key, value(key));
        }
    }

    /** Goes to the next character that is neither a space nor in a comment; returns false at the end. */
    private boolean skipToStatement() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (isSpace(c)) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Goes to the end of a name; returns whether it stands alone on its line. */
    private boolean skipName() {
        int start = at;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (c == '=' || c == ':') {
                return false;
            }
            if (c == '\n') {
                return true;
            }
            if (BLANKS.indexOf(c) < 0 && "_.-[]".indexOf(c) < 0 && !isLetterOrNumber(c)) {
                throw malformed(
                        start,
                        text.substring(start, at + Character.charCount(c)),
                        "the name of a variable has only letters, digits, \"_\", \".\", \"-\", \"[\" and \"]\", not \""
                                + Character.toString(c)
                                + "\"; accepted form: NAME=value");
            }
            at += Character.charCount(c);
        }
        return true;
    }

    private String value(String key) {
        int start = at;
        char quote = at < text.length() ? text.charAt(at) : '\n';
        if (quote != '"' && quote != '\'') {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            int comment = line.indexOf(" #");
            return expanded(
                    key, start, stripTrailing(comment < 0 ? line : line.substring(0, comment)));
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return quote == '"' ? expanded(key, start, unescaped(value)) : value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                char next = text.charAt(++at);
                if (next != quote) {
                    value.append(c);
                }
                value.append(next);
            } else {
                value.append(c);
            }
        }
        throw malformed(start, key, "its value begins with " + quote + ", which is never closed");
    }

    private String expanded(String key, int start, String value) {
        try {
            return Template.substitute(
                    value,
                    variable -> {
                        String outside = lookup.apply(variable);
                        return outside == null ? variables.get(variable) : outside;
                    });
        } catch (IllegalArgumentException e) {
            throw malformed(start, key, String.valueOf(e.getMessage()));
        }
    }

    private static String unescaped(CharSequence value) {
        return ESCAPE.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group())));
    }

    private static String meaning(String escape) {
        if (escape.equals("\\$")) {
            return "$$";
        }
        if (escape.startsWith("\\0")) {
            String octal = "\\" + escape.substring(2);
            return OCTAL.matcher(octal).matches()
                    ? Character.toString((char) Integer.parseInt(octal.substring(1), 8))
                    : octal;
        }
        int known = ESCAPED.indexOf(escape.charAt(1));
        return known < 0 ? escape : Character.toString(MEANT.charAt(known));
    }

    private InvalidOptionException malformed(int start, String key, String reason) {
        long line = 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new InvalidOptionException(
                "the environment file " + name + ", line " + line, key, reason);
    }

    private static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isSpace(char c) {
        return c == '\n' || BLANKS.indexOf(c) >= 0 || Character.isSpaceChar(c);
    }

    private static boolean isLetterOrNumber(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }
}
