package io.dockerkit.compose.syntax;

import java.util.function.Function;
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

    private Template() {}

    /**
     * Returns the text with the values of its variables. A variable without a value is empty, and a warning is logged.
     *
     * @param variables returns the value of a variable, or null if it is not set
     * @throws IllegalArgumentException if a variable is malformed, or is required and missing; the message says which, and
     *     shows no values
     */
    public static String substitute(String text, Function<String, @Nullable String> variables) {
        StringBuilder replaced = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', done)) {
            replaced.append(text, done, at);
            char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (kind == '$') {
                replaced.append('$');
                done = at + 2;
            } else if (kind == '{') {
                done = braced(text, at, variables, replaced);
            } else {
                done = nameEnd(text, at + 1);
                String name = text.substring(at + 1, done);
                replaced.append(name.isEmpty() ? "$" : plain(name, variables));
            }
        }
        return done == 0 ? text : replaced.append(text, done, text.length()).toString();
    }

    /** Returns where the name ends that begins at an index. */
    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!isLetter && (end == start || c < '0' || c > '9')) {
                break;
            }
            end++;
        }
        return end;
    }

    private static String plain(String name, Function<String, @Nullable String> variables) {
        String value = variables.apply(name);
        if (value == null) {
            Warnings.log("The variable {} is not set; it is taken as empty", name);
            return "";
        }
        return value;
    }

    /** Puts in the variable in braces that begins at an index; returns where it ends. */
    private static int braced(
            String text,
            int start,
            Function<String, @Nullable String> variables,
            StringBuilder into) {
        int nameEnd = nameEnd(text, start + 2);
        String name = text.substring(start + 2, nameEnd);
        if (!name.isEmpty() && text.startsWith("}", nameEnd)) {
            into.append(plain(name, variables));
            return nameEnd + 1;
        }
        int operator = text.startsWith(":", nameEnd) ? nameEnd + 1 : nameEnd;
        boolean isKnown = operator < text.length() && "-+?".indexOf(text.charAt(operator)) >= 0;
        int end = closingBrace(text, start);
        if (name.isEmpty() || !isKnown || end <= operator) {
            throw new IllegalArgumentException("malformed variable; accepted form: " + FORM);
        }
        String word = substitute(text.substring(operator + 1, end), variables);
        String value = variables.apply(name);
        boolean counts = value != null && !(operator > nameEnd && value.isEmpty());
        String kept = value == null ? "" : value;
        switch (text.charAt(operator)) {
            case '-' -> into.append(counts ? kept : word);
            case '+' -> into.append(counts ? word : kept);
            default -> {
                if (!counts) {
                    throw new IllegalArgumentException(
                            "the required variable "
                                    + name
                                    + (value == null ? " is not set" : " is empty")
                                    + (word.isEmpty() ? "" : ": " + word));
                }
                into.append(kept);
            }
        }
        return end + 1;
    }

    /** Returns where the brace is closed that is opened at an index; if it is not, the last closing one of the line. */
    private static int closingBrace(String text, int start) {
        int lineEnd = text.indexOf('\n', start);
        int last = text.lastIndexOf('}', lineEnd < 0 ? text.length() : lineEnd);
        int open = 0;
        for (int i = start; i < last; i++) {
            if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
            if (text.charAt(i) == '{') {
                open++;
                i++;
            }
        }
        return last;
    }
}
