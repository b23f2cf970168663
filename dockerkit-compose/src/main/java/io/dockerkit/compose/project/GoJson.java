package io.dockerkit.compose.project;

import io.dockerkit.InvalidOptionException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as programs in Go write it: the characters of HTML are escaped, and numbers are short. Not thread-safe. */
public final class GoJson {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();
    private final boolean isIndented;

    private GoJson(boolean isIndented) {
        this.isIndented = isIndented;
    }

    /**
     * Returns the text without blanks.
     *
     * @throws InvalidOptionException if a number is infinite, or none
     */
    public static String compact(@Nullable Object value) {
        GoJson json = new GoJson(false);
        json.value(value, "");
        return json.out.toString();
    }

    /**
     * Returns the text on several lines, two blanks for each level, without a line feed at its end.
     *
     * @throws InvalidOptionException if a number is infinite, or none
     */
    public static String indented(@Nullable Object value) {
        GoJson json = new GoJson(true);
        json.value(value, "\n");
        return json.out.toString();
    }

    private void value(@Nullable Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            map(map, line);
        } else if (value instanceof Iterable<?> list) {
            list(list, line);
        } else if (value instanceof Float || value instanceof Double) {
            out.append(number((Number) value));
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            text(value.toString());
        }
    }

    private void map(Map<?, ?> map, String line) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = isIndented ? line + INDENT : line;
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before).append(inner);
            text(String.valueOf(entry.getKey()));
            out.append(isIndented ? ": " : ":");
            value(entry.getValue(), inner);
            before = ',';
        }
        out.append(line).append('}');
    }

    private void list(Iterable<?> list, String line) {
        String inner = isIndented ? line + INDENT : line;
        char before = '[';
        for (Object item : list) {
            out.append(before).append(inner);
            value(item, inner);
            before = ',';
        }
        out.append(before == '[' ? "[" : line).append(']');
    }

    private static String number(Number number) {
        double size = Math.abs(number.doubleValue());
        if (!Double.isFinite(size)) {
            throw new InvalidOptionException(
                    "config", number.toString(), "JSON has no such number; write it in quotes");
        }
        BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
        if (size == 0) {
            return number.toString().startsWith("-") ? "-0" : "0";
        }
        boolean isPlain =
                number instanceof Float
                        ? size >= (double) 1e-6f && size < (double) 1e21f
                        : size >= 1e-6 && size < 1e21;
        if (isPlain) {
            return exact.toPlainString();
        }
        int exponent = exact.precision() - exact.scale() - 1;
        String digits = exact.unscaledValue().abs().toString();
        return (exact.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() == 1 ? "" : "." + digits.substring(1))
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean isEscaped =
                            c < ' '
                                    || c == '<'
                                    || c == '>'
                                    || c == '&'
                                    || c == '\u2028'
                                    || c == '\u2029';
                    if (isEscaped) {
                        String digits = Integer.toHexString(c);
                        out.append("\\u0000", 0, 6 - digits.length()).append(digits);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
