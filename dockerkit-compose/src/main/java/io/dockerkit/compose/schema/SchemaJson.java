package io.dockerkit.compose.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a schema of this library, which is well-formed: the first read of a Compose file waits for it, and a
 * reader of YAML would take ten times as long. Used once, not thread-safe.
 */
final class SchemaJson {
    private final String text;
    private int at;

    private SchemaJson(String text) {
        this.text = text;
    }

    /**
     * Returns the mapping that the text is: of null, texts, booleans, doubles, lists and mappings.
     *
     * @throws IllegalStateException if the text is no such JSON
     */
    static Map<String, @Nullable Object> read(String text) {
        SchemaJson json = new SchemaJson(text);
        json.take('{');
        return json.mapping();
    }

    private @Nullable Object value() {
        char first = next();
        return switch (first) {
            case '{' -> mapping();
            case '[' -> list();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, @Nullable Object> mapping() {
        Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
        for (char c = next(); c != '}'; c = next()) {
            if (c == ',') {
                c = next();
            }
            String key = string();
            take(':');
            mapping.put(key, value());
        }
        return mapping;
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        for (char c = next(); c != ']'; c = next()) {
            if (c != ',') {
                at--;
            }
            list.add(value());
        }
        return list;
    }

    /** Reads a text behind its first quote. */
    private String string() {
        int end = text.indexOf('"', at);
        String plain = text.substring(at, end);
        if (plain.indexOf('\\') < 0) {
            at = end + 1;
            return plain;
        }
        StringBuilder string = new StringBuilder();
        for (; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            string.append(c == '\\' ? escaped(text.charAt(++at)) : c);
        }
        at++;
        return string.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            default -> throw new IllegalStateException("\\" + c);
        };
    }

    private @Nullable Object literal() {
        int start = at - 1;
        while (",]} \r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> Double.valueOf(word);
        };
    }

    /** Goes behind the next sign that is no blank, and returns it. */
    private char next() {
        char c = text.charAt(at++);
        while (c <= ' ') {
            c = text.charAt(at++);
        }
        return c;
    }

    private void take(char expected) {
        char c = next();
        if (c != expected) {
            throw new IllegalStateException(c + " at " + at + " instead of " + expected);
        }
    }
}
