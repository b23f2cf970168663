package io.dockerkit.compose.syntax;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with variables, as {@code docker compose} reads it: {@code $NAME}, <code>${NAME}</code>, the operators {@code :-},
 * {@code -}, {@code :+}, {@code +}, {@code :?} and {@code ?}, whose words may have variables of their own, and {@code $$} for a
 * dollar. Stateless and thread-safe.
 */
public final class Template {
    /** The accepted form in words. */
    public static final String FORM =
            "$NAME, ${NAME}, ${NAME:-default}, ${NAME-default}, ${NAME:+replacement}, ${NAME+replacement},"
                    + " ${NAME:?message} or ${NAME?message}; write $$ for a dollar";

    private static final String NAME = "[_a-z][_a-z0-9]*";
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "\\$(?:(?<escaped>\\$)|(?<named>"
                            + NAME
                            + ")|\\{(?:(?<braced>"
                            + NAME
                            + ")(?:(?<operator>:?[-+?])(?<word>[^\\n]*))?}|))",
                    Pattern.CASE_INSENSITIVE);

    private Template() {}

    /**
     * Returns the text with the values of its variables. A variable without a value is empty, and a warning is logged.
     *
     * @param variables returns the value of a variable, or null if it is not set
     * @throws IllegalArgumentException if a variable is malformed, or is required and missing; the message says which, and
     *     shows no values
     */
    public static String substitute(String text, Function<String, @Nullable String> variables) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (variable.find()) {
            String value = value(variable, variables);
            variable.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(replaced).toString();
    }

    private static String value(Matcher found, Function<String, @Nullable String> variables) {
        if (found.group("escaped") != null) {
            return "$";
        }
        String named = found.group("named");
        if (named != null) {
            return plain(named, variables);
        }
        if (found.group("braced") == null) {
            throw new IllegalArgumentException("malformed variable; accepted form: " + FORM);
        }
        // a word reaches to the last brace of the line, which may be that of another variable
        String whole = found.group();
        int end = closingBrace(whole);
        if (end < 0 || end == whole.length() - 1) {
            return braced(found, variables);
        }
        Matcher first = VARIABLE.matcher(whole.substring(0, end + 1));
        if (!first.matches()) {
            throw new IllegalArgumentException("malformed variable; accepted form: " + FORM);
        }
        return braced(first, variables) + substitute(whole.substring(end + 1), variables);
    }

    private static String plain(String name, Function<String, @Nullable String> variables) {
        String value = variables.apply(name);
        if (value == null) {
            Warnings.log("The variable {} is not set; it is taken as empty", name);
            return "";
        }
        return value;
    }

    private static String braced(Matcher found, Function<String, @Nullable String> variables) {
        String name = found.group("braced");
        String operator = found.group("operator");
        if (operator == null) {
            return plain(name, variables);
        }
        String word = substitute(found.group("word"), variables);
        String value = variables.apply(name);
        boolean counts = value != null && !(operator.startsWith(":") && value.isEmpty());
        String kept = value == null ? "" : value;
        return switch (operator.charAt(operator.length() - 1)) {
            case '-' -> counts ? kept : word;
            case '+' -> counts ? word : kept;
            default -> {
                if (!counts) {
                    throw new IllegalArgumentException(
                            "the required variable "
                                    + name
                                    + (value == null ? " is not set" : " is empty")
                                    + (word.isEmpty() ? "" : ": " + word));
                }
                yield kept;
            }
        };
    }

    /** Returns where the first brace is closed, or -1. */
    private static int closingBrace(String text) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
            if (text.charAt(i) == '{') {
                open++;
                i++;
            }
        }
        return -1;
    }
}
