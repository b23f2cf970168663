package io.dockerkit.compose.yaml;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes YAML as the docker CLI does: two blanks for each level, quotes only where a text would be read as something else.
 * Maps are written in their own order; {@link #sorted} has that of the CLI. Not thread-safe.
 */
public final class YamlWriter {
    /** The order of keys: numbers in them count as numbers, {@code a2} before {@code a10}. */
    public static final Comparator<String> ORDER = YamlWriter::compare;

    private static final int LONGEST_KEY = 128;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** Returns the text for a map; values are null, texts, booleans, numbers, lists and maps. */
    public static String write(Map<String, ?> map) {
        YamlWriter writer = new YamlWriter();
        if (map.isEmpty()) {
            return "{}\n";
        }
        writer.map(map, 0);
        return writer.out.toString();
    }

    /** Returns a map with the keys in the CLI's order. */
    public static <T extends @Nullable Object> Map<String, T> sorted(Map<String, T> map) {
        Map<String, T> sorted = new TreeMap<>(ORDER);
        sorted.putAll(map);
        return sorted;
    }

    private void map(Map<?, ?> map, int indent) {
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            key(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue(), indent, false);
        }
    }

    private void key(String key) {
        boolean simple =
                key.length() <= LONGEST_KEY && key.indexOf('\n') < 0 && key.indexOf('\r') < 0;
        if (simple) {
            out.append(scalar(key));
        } else {
            out.append("? ").append(quoted(key)).append("\n");
        }
    }

    /** Writes what is behind a key, or behind the dash of a list. */
    private void value(@Nullable Object value, int indent, boolean inList) {
        if (value instanceof Map<?, ?> map) {
            if (map.isEmpty()) {
                out.append(" {}\n");
            } else if (inList) {
                out.append(' ');
                map(map, indent + 2);
            } else {
                out.append('\n').append(" ".repeat(indent + 2));
                map(map, indent + 2);
            }
        } else if (value instanceof Collection<?> list) {
            if (list.isEmpty()) {
                out.append(" []\n");
            } else {
                out.append(inList ? " " : "\n");
                list(list, indent + 2, inList);
            }
        } else if (value instanceof String text && text.indexOf('\n') >= 0 && literal(text)) {
            block(text, indent + 2);
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void list(Collection<?> list, int indent, boolean begun) {
        boolean first = begun;
        for (Object item : list) {
            out.append(first ? "" : " ".repeat(indent)).append('-');
            first = false;
            value(item, indent, true);
        }
    }

    private static String scalar(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Double number) {
            return number(GoNumbers.print(number));
        }
        if (value instanceof Float number) {
            return number(GoNumbers.print(number));
        }
        if (!(value instanceof String text)) {
            return value.toString();
        }
        if (!Scalars.isPlainText(text)) {
            return quoted(text);
        }
        if (text.indexOf('\n') >= 0) {
            return quoted(text);
        }
        return plain(text)
                ? text
                : inSingleQuotes(text) ? "'" + text.replace("'", "''") + "'" : quoted(text);
    }

    private static String number(String text) {
        return switch (text) {
            case "NaN" -> ".nan";
            case "+Inf" -> ".inf";
            case "-Inf" -> "-.inf";
            default -> text;
        };
    }

    private static boolean printable(int c) {
        return (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff);
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBreak(int c) {
        return c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean inSingleQuotes(String text) {
        return text.codePoints().allMatch(YamlWriter::printable);
    }

    private static boolean plain(String text) {
        if (text.startsWith("---") || text.startsWith("...") || !inSingleQuotes(text)) {
            return false;
        }
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        if (isBlank(first)
                || isBlank(last)
                || text.chars().anyMatch(YamlWriter::isBreak)
                || "#,[]{}&*!|>'\"%@`".indexOf(first) >= 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blankBehind = i + 1 == text.length() || isBlank(text.charAt(i + 1));
            boolean indicator =
                    (c == ':' && blankBehind)
                            || (i == 0 && (c == '?' || c == '-') && blankBehind)
                            || (c == '#' && i > 0 && isBlank(text.charAt(i - 1)));
            if (indicator) {
                return false;
            }
        }
        return true;
    }

    /** A text of several lines is written as such, unless blanks would get lost, or signs cannot be written. */
    private static boolean literal(String text) {
        boolean lost = text.endsWith(" ") || text.contains(" \n");
        return !lost && text.codePoints().allMatch(c -> c == '\n' || c == '\t' || printable(c));
    }

    private void block(String text, int indent) {
        out.append(" |");
        if (text.charAt(0) == ' ' || text.charAt(0) == '\n') {
            out.append(2);
        }
        if (!text.endsWith("\n")) {
            out.append('-');
        } else if (text.length() == 1 || text.charAt(text.length() - 2) == '\n') {
            out.append('+');
        }
        out.append('\n');
        String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : lines.split("\n", -1)) {
            out.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n');
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> quoted.append(escaped(c)));
        return quoted.append('"').toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 0 -> "\\0";
            case 7 -> "\\a";
            case 8 -> "\\b";
            case 9 -> "\\t";
            case 10 -> "\\n";
            case 11 -> "\\v";
            case 12 -> "\\f";
            case 13 -> "\\r";
            case 27 -> "\\e";
            case 0x85 -> "\\N";
            case 0xa0 -> "\\_";
            case 0x2028 -> "\\L";
            case 0x2029 -> "\\P";
            default ->
                    printable(c)
                            ? Character.toString(c)
                            : c <= 0xff
                                    ? String.format(Locale.ROOT, "\\x%02X", c)
                                    : c <= 0xffff
                                            ? String.format(Locale.ROOT, "\\u%04X", c)
                                            : String.format(Locale.ROOT, "\\U%08X", c);
        };
    }

    private static boolean isDigit(int c) {
        return Character.isDigit(c);
    }

    private static int compare(String left, String right) {
        List<Integer> a = left.codePoints().boxed().toList();
        List<Integer> b = right.codePoints().boxed().toList();
        boolean digits = false;
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            int one = a.get(i);
            int other = b.get(i);
            if (one == other) {
                digits = isDigit(one);
                continue;
            }
            boolean letter = Character.isLetter(one);
            boolean otherLetter = Character.isLetter(other);
            if (letter && otherLetter) {
                return Integer.compare(one, other);
            }
            if (letter || otherLetter) {
                return letter == digits ? -1 : 1;
            }
            return numbers(a, b, i);
        }
        return Integer.compare(a.size(), b.size());
    }

    /** Compares the numbers that begin at an index, or the signs there. */
    private static int numbers(List<Integer> a, List<Integer> b, int at) {
        // behind other digits a zero counts, too
        boolean within = false;
        if (a.get(at) == '0' || b.get(at) == '0') {
            for (int i = at - 1; i >= 0 && isDigit(a.get(i)); i--) {
                within |= a.get(i) != '0';
            }
        }
        String one = digits(a, at);
        String other = digits(b, at);
        int order =
                new BigInteger((within ? "1" : "0") + one)
                        .compareTo(new BigInteger((within ? "1" : "0") + other));
        if (order != 0) {
            return order;
        }
        return one.length() != other.length()
                ? Integer.compare(one.length(), other.length())
                : Integer.compare(a.get(at), b.get(at));
    }

    private static String digits(List<Integer> text, int from) {
        StringBuilder digits = new StringBuilder();
        for (int i = from; i < text.size() && isDigit(text.get(i)); i++) {
            digits.append(Character.digit(text.get(i), 10));
        }
        return digits.toString();
    }
}
