package io.dockerkit.impl.scope;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads a JSON document of any length and reports the texts in it that somebody wants. It keeps nothing else, so memory
 * does not grow with the document, and it uses no library: the removal of what belongs to scopes must work in a program
 * whose Jackson is too old or not whole.
 *
 * <p>It reads what an engine writes; it is no validator. Not thread-safe.
 */
final class JsonStrings {
    /** The name of an element of an array within a path. */
    static final String ELEMENT = "[]";

    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int DEEPEST = 200;

    private final Reader in;
    private final char[] buffer = new char[8 * 1024];
    private int next;
    private int filled;
    private final Sink sink;
    private final List<String> path = new ArrayList<>();
    private final List<String> shownPath = Collections.unmodifiableList(path);

    /** Takes the texts. A path names the fields from the outermost one on; each element of an array is {@link #ELEMENT}. */
    interface Sink {
        /** Returns whether the text at this path is wanted. */
        boolean wants(List<String> path);

        /** Takes a text that was wanted. */
        void text(List<String> path, String value);

        /** Takes note of the end of an object. */
        default void end(List<String> path) {}
    }

    private JsonStrings(InputStream in, Sink sink) {
        this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
        this.sink = sink;
    }

    /**
     * Reads the first value of the stream to its end.
     *
     * @throws IOException if the stream cannot be read, ends too early or is no JSON
     */
    static void read(InputStream in, Sink sink) throws IOException {
        JsonStrings reader = new JsonStrings(in, sink);
        reader.value(reader.token());
    }

    private int read() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            if (filled == 0) {
                return -1;
            }
        }
        return buffer[next++];
    }

    private char some() throws IOException {
        int c = read();
        if (c < 0) {
            throw new IOException("the JSON ends too early");
        }
        return (char) c;
    }

    /** Returns the next character that is no white space. */
    private char token() throws IOException {
        while (true) {
            char c = some();
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
        }
    }

    private void value(char first) throws IOException {
        switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                if (sink.wants(shownPath)) {
                    sink.text(shownPath, text(true));
                } else {
                    text(false);
                }
            }
            default -> literal(first);
        }
    }

    private void enter(String name) throws IOException {
        if (path.size() == DEEPEST) {
            throw new IOException("the JSON is nested more than " + DEEPEST + " deep");
        }
        path.add(name);
    }

    private void leave() {
        path.remove(path.size() - 1);
    }

    private void object() throws IOException {
        char c = token();
        while (c != '}') {
            expect(c, '"');
            enter(text(true));
            expect(token(), ':');
            value(token());
            leave();
            c = token();
            if (c == ',') {
                c = token();
            } else if (c != '}') {
                throw unexpected(c);
            }
        }
        sink.end(shownPath);
    }

    private void array() throws IOException {
        enter(ELEMENT);
        char c = token();
        while (c != ']') {
            value(c);
            c = token();
            if (c == ',') {
                c = token();
            } else if (c != ']') {
                throw unexpected(c);
            }
        }
        leave();
    }

    /** Reads a text after its first quote. Of one that is very long, only the beginning is kept. */
    private String text(boolean kept) throws IOException {
        StringBuilder text = new StringBuilder();
        for (char c = some(); c != '"'; c = some()) {
            char meant = c == '\\' ? escaped() : c;
            if (kept && text.length() < LONGEST_TEXT) {
                text.append(meant);
            }
        }
        return text.toString();
    }

    private char escaped() throws IOException {
        char c = some();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    char digit = some();
                    int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
                    if (value < 0) {
                        throw unexpected(digit);
                    }
                    code = code * 16 + value;
                }
                yield (char) code;
            }
            default -> throw unexpected(c);
        };
    }

    /** Skips a number, true, false or null, up to what follows it. */
    private void literal(char first) throws IOException {
        if (!isLiteral(first)) {
            throw unexpected(first);
        }
        for (int c = read(); c >= 0; c = read()) {
            if (!isLiteral((char) c)) {
                next--;
                return;
            }
        }
    }

    private static boolean isLiteral(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || c == 'E'
                || c == '-'
                || c == '+'
                || c == '.';
    }

    private static void expect(char c, char expected) throws IOException {
        if (c != expected) {
            throw unexpected(c);
        }
    }

    private static IOException unexpected(char c) {
        return new IOException("the JSON has an unexpected character, U+" + Integer.toHexString(c));
    }
}
