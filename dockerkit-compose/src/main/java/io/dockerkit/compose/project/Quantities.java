package io.dockerkit.compose.project;

import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.syntax.GoDurations;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of numbers, sizes and times. Stateless and thread-safe. */
enum Quantities implements Shape {
    /** A whole number. */
    WHOLE,
    /** A whole number that is something else than a missing one if it is 0. */
    OPTIONAL_WHOLE,
    /** A whole number that is not negative. */
    COUNT,
    /** A whole number that is not negative, and something else than a missing one if it is 0. */
    OPTIONAL_COUNT,
    /** A number of 32 bits. */
    RATIO,
    /** A size, which is written as the text of its bytes. */
    BYTES,
    /** A time. */
    TIME,
    /** A time that is something else than a missing one if it is 0. */
    OPTIONAL_TIME,
    /** How many devices; -1 stands for all. */
    DEVICE_COUNT,
    /** The mode of a file; a text is octal. */
    MODE,
    /** One limit for both, or a soft and a hard one. */
    ULIMIT;

    private static final long DAY = 24L * 3600 * 1_000_000_000L;

    /** Days and weeks in a time. */
    private static final class LongUnits {
        static final Pattern FORM = Pattern.compile("(\\d*\\.?\\d*)([wd])");
    }

    @Override
    public @Nullable Object write(YamlNode node, String path, Form form) {
        return switch (this) {
            case WHOLE -> orNull(whole(node, path));
            case OPTIONAL_WHOLE -> node.isNull() ? null : (Object) whole(node, path);
            case COUNT -> orNull(count(node, path));
            case OPTIONAL_COUNT -> node.isNull() ? null : (Object) count(node, path);
            case RATIO -> {
                float number = ratio(node, path);
                yield number == 0 ? null : (Object) number;
            }
            case BYTES -> {
                long bytes = bytes(node, path);
                yield bytes == 0 ? null : Long.toString(bytes);
            }
            case TIME -> {
                long nanos = node.isNull() ? 0 : nanos(node, path);
                yield nanos == 0 ? null : GoDurations.print(nanos);
            }
            case OPTIONAL_TIME -> node.isNull() ? null : GoDurations.print(nanos(node, path));
            case DEVICE_COUNT -> orNull(devices(node, path));
            case MODE -> node.isNull() ? null : mode(node, path);
            case ULIMIT -> {
                long single = node.isMap() ? 0 : whole(node, path);
                yield node.isNull()
                        ? null
                        : single != 0 ? (Object) single : limits(node, path, form);
            }
        };
    }

    private static @Nullable Object orNull(long number) {
        return number == 0 ? null : number;
    }

    private static long devices(YamlNode node, String path) {
        boolean all = node.value() instanceof String text && Words.lower(text).equals("all");
        return all ? -1 : whole(node, path);
    }

    private static String mode(YamlNode node, String path) {
        long mode;
        try {
            mode =
                    node.value() instanceof String text
                            ? Long.parseLong(text, 8)
                            : whole(node, path);
        } catch (NumberFormatException e) {
            throw Refusal.of(path, node, "must be a number in octal, such as \"0440\"");
        }
        return String.format(Locale.ROOT, "0%o", mode);
    }

    private static Map<String, @Nullable Object> limits(YamlNode node, String path, Form form) {
        Map<String, @Nullable Object> limits = new LinkedHashMap<>();
        for (String key : new String[] {"soft", "hard"}) {
            YamlNode limit = node.get(key);
            long number = limit == null ? 0 : whole(limit, path + "." + key);
            if (number != 0 || form == Form.YAML) {
                limits.put(key, number);
            }
        }
        return limits;
    }

    static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    }

    /** Returns a whole number; null is 0. */
    static long whole(YamlNode node, String path) {
        Object value = node.value();
        if (value == null) {
            return 0;
        }
        if (value instanceof Number number && !(value instanceof BigInteger)) {
            return number.longValue();
        }
        try {
            if (value instanceof String text) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw Refusal.of(path, node, "must be a whole number that 64 bits hold");
    }

    private static long count(YamlNode node, String path) {
        if (node.value() instanceof String) {
            throw Refusal.of(path, node, "must be a number without quotes");
        }
        long number = whole(node, path);
        if (number < 0) {
            throw Refusal.of(path, node, "must not be negative");
        }
        return number;
    }

    /** Returns a number of 32 bits; null is 0. */
    static float ratio(YamlNode node, String path) {
        Object value = node.value();
        try {
            if (value == null || value instanceof Number) {
                return value == null ? 0 : ((Number) value).floatValue();
            }
            if (value instanceof String text) {
                return Float.parseFloat(text.strip());
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw Refusal.of(path, node, "must be a number");
    }

    /** Returns a size in bytes; null and, as in compose, a fraction without a unit are 0. */
    static long bytes(YamlNode node, String path) {
        Object value = node.value();
        if (value instanceof String text) {
            try {
                return Sizes.parse(text);
            } catch (IllegalArgumentException e) {
                throw Refusal.of(path, node, e.getMessage() + "; accepted form: " + Sizes.FORM);
            }
        }
        return isWhole(value) ? whole(node, path) : 0;
    }

    private static long nanos(YamlNode node, String path) {
        String text = node.text();
        try {
            if (text.indexOf('d') < 0 && text.indexOf('w') < 0) {
                return Words.nanos(text);
            }
            Matcher units = LongUnits.FORM.matcher(text);
            StringBuilder rest = new StringBuilder();
            double days = 0;
            while (units.find()) {
                if (units.group(1).replace(".", "").isEmpty()) {
                    throw new IllegalArgumentException("not a duration");
                }
                days += Double.parseDouble(units.group(1)) * (units.group(2).equals("w") ? 7 : 1);
                units.appendReplacement(rest, "");
            }
            units.appendTail(rest);
            boolean isNegative = text.startsWith("-");
            boolean onlyDays = rest.length() < text.length() && rest.toString().matches("[+-]?");
            long nanos = onlyDays ? 0 : Words.nanos(rest.toString());
            double ofDays = days * DAY;
            return Math.addExact(nanos, isNegative ? -(long) ofDays : (long) ofDays);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Refusal.of(
                    path,
                    node,
                    "not a duration; accepted form: numbers with ns, us, ms, s, m, h, d or w, such as 1m30s");
        }
    }
}
