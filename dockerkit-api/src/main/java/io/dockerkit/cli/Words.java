package io.dockerkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small forms that several flags share: key=value pairs, lists in CSV, Go's durations. Stateless and thread-safe. */
public final class Words {
    /** The accepted form of a duration in words. */
    public static final String DURATION =
            "a duration with units ns, us, ms, s, m or h: 500ms, 1m30s";

    private Words() {}

    /** Returns the text in lower case, whatever the locale. */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Returns what is before the first {@code =}, or all of it. */
    public static String key(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }

    /** Returns what is behind the first {@code =}, or the empty text. */
    public static String value(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : pair.substring(equals + 1);
    }

    /**
     * Returns the pair as it is.
     *
     * @throws IllegalArgumentException if its key is empty
     */
    public static String checkPair(String pair) {
        if (Words.key(pair).isBlank()) {
            throw new IllegalArgumentException("the name is empty");
        }
        return pair;
    }

    /**
     * Returns the text as it is.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public static String checkNotBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the value is empty");
        }
        return text;
    }

    /**
     * Returns the label as it is.
     *
     * @throws IllegalArgumentException if its key is empty or has a blank in it
     */
    public static String checkLabel(String label) {
        String key = key(label).replaceFirst("^[ \t]+", "");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the key is empty");
        }
        if (key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0) {
            throw new IllegalArgumentException("the key has a blank in it");
        }
        return label;
    }

    /** Returns a {@link Flag.Writer} that puts {@code key=value} pairs into the map at the path. */
    public static Flag.Writer pairsAt(String path) {
        return (values, draft) ->
                values.forEach(pair -> draft.putEntry(path, key(pair), value(pair)));
    }

    /** Returns a {@link Flag.Writer} that puts the value at the path as text. */
    public static Flag.Writer textAt(String path) {
        return (values, draft) -> draft.put(path, values.get(0));
    }

    /** Returns a {@link Flag.Writer} that puts {@code true} at the path. */
    public static Flag.Writer trueAt(String path) {
        return (values, draft) -> draft.put(path, true);
    }

    /** Returns a {@link Flag.Writer} that puts a switch at the path, also where it is set to false. */
    public static Flag.Writer switchAt(String path) {
        return (values, draft) -> draft.put(path, values.get(0).equals("true"));
    }

    /** Returns a {@link Flag.Writer} that adds all values to the list at the path. */
    public static Flag.Writer listAt(String path) {
        return (values, draft) -> values.forEach(value -> draft.add(path, value));
    }

    /** Returns a {@link Flag.Writer} that puts the value at the path as a whole number. */
    public static Flag.Writer numberAt(String path) {
        return (values, draft) -> draft.put(path, Numbers.parse(values.get(0)));
    }

    /** Returns a {@link Flag.Writer} that puts the value, a size, at the path as bytes. */
    public static Flag.Writer bytesAt(String path) {
        return (values, draft) -> draft.put(path, Sizes.parse(values.get(0)));
    }

    /** Returns a {@link Flag.Writer} that puts the value, a duration, at the path as nanoseconds. */
    public static Flag.Writer nanosAt(String path) {
        return (values, draft) -> draft.put(path, nanos(values.get(0)));
    }

    /**
     * Returns the nanoseconds that a duration in Go's form stands for.
     *
     * @throws IllegalArgumentException if it is not of that form, or too long
     */
    public static long nanos(String text) {
        return Durations.nanos(text);
    }

    /** Returns the text without blanks in front, those of Unicode included. */
    public static String stripLeading(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** Returns the text without blanks around it, those of Unicode included. */
    public static String strip(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return stripLeading(text.substring(0, end));
    }

    /** What Go takes for a blank, which is neither of Java's two notions. */
    private static boolean isBlank(char c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }

    /**
     * Splits one line of CSV, as {@code --mount} and {@code --network} have it: fields may be in double quotes, in which a
     * quote is written twice. Of several lines the first counts.
     *
     * @throws IllegalArgumentException if there is nothing, a quote is not closed, or one is in the middle of a field
     */
    public static List<String> csv(String text) {
        String line = text.replace("\r\n", "\n").replaceFirst("\r\\z", "").replaceFirst("^\n+", "");
        if (line.isEmpty()) {
            throw new IllegalArgumentException("the value is empty");
        }
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder field = new StringBuilder();
            at = line.startsWith("\"", at) ? quoted(line, at, field) : bare(line, at, field);
            fields.add(field.toString());
            if (at == line.length() || line.charAt(at) == '\n') {
                return fields;
            }
            at++;
        }
    }

    private static int bare(String line, int start, StringBuilder field) {
        int end = start;
        while (end < line.length() && line.charAt(end) != ',' && line.charAt(end) != '\n') {
            end++;
        }
        field.append(line, start, end);
        if (field.indexOf("\"") >= 0) {
            throw new IllegalArgumentException(
                    "a quote in the middle of a field; put the whole field in quotes");
        }
        return end;
    }

    private static int quoted(String line, int start, StringBuilder field) {
        int at = start + 1;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("a quote is not closed");
            }
            field.append(line, at, quote);
            at = quote + 1;
            if (at == line.length() || line.charAt(at) == ',' || line.charAt(at) == '\n') {
                return at;
            }
            if (line.charAt(at) != '"') {
                throw new IllegalArgumentException("text behind a closing quote");
            }
            field.append('"');
            at++;
        }
    }

    /** Returns the fields of all values, each of which is one line of CSV. */
    public static List<String> csv(List<String> values) {
        return values.stream().flatMap(value -> csv(value).stream()).toList();
    }

    /** Returns the fields as one line that {@link #csv} splits into the same fields. */
    public static String toCsv(List<String> fields) {
        List<String> parts = new ArrayList<>();
        for (String field : fields) {
            boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0 && !field.isEmpty();
            parts.add(plain ? field : "\"" + field.replace("\"", "\"\"") + "\"");
        }
        return String.join(",", parts);
    }
}
