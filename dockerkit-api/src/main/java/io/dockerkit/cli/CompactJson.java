package io.dockerkit.cli;

/**
 * Checks JSON text and drops the blanks between its parts, as the CLI does with a seccomp profile. No more than that, so
 * that the API needs no library for it.
 *
 * <p>Not thread-safe.
 */
public final class CompactJson {
    private static final int DEEPEST = 200;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int depth;

    private CompactJson(String text) {
        this.text = text;
    }

    /**
     * Returns the text without blanks between its parts.
     *
     * @throws IllegalArgumentException if it is no JSON; the message says where
     */
    public static String of(String text) {
        CompactJson json = new CompactJson(text);
        json.value();
        json.blanks();
        if (json.at < text.length()) {
            throw json.unexpected();
        }
        return json.out.toString();
    }

    private void value() {
        blanks();
        char c = peek();
        if (c == '{' || c == '[') {
            if (++depth > DEEPEST) {
                throw new IllegalArgumentException("nested deeper than " + DEEPEST);
            }
            container(c, c == '{' ? '}' : ']');
            depth--;
        } else if (c == '"') {
            string();
        } else {
            literal();
        }
    }

    private void container(char open, char close) {
        take(open);
        blanks();
        while (peek() != close) {
            if (open == '{') {
                blanks();
                string();
                blanks();
                take(':');
            }
            value();
            blanks();
            if (peek() != close) {
                take(',');
                blanks();
                if (peek() == close) {
                    throw unexpected();
                }
            }
        }
        take(close);
    }

    private void string() {
        take('"');
        while (peek() != '"') {
            char c = text.charAt(at);
            if (c < ' ') {
                throw unexpected();
            }
            out.append(c);
            at++;
            if (c == '\\') {
                out.append(peek());
                at++;
            }
        }
        take('"');
    }

    private void literal() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n:".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        if (!word.matches("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            at = start;
            throw unexpected();
        }
        out.append(word);
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("it ends in the middle");
        }
        return text.charAt(at);
    }

    private void take(char c) {
        if (peek() != c) {
            throw unexpected();
        }
        out.append(c);
        at++;
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "unexpected '" + text.charAt(at) + "' at position " + at);
    }
}
