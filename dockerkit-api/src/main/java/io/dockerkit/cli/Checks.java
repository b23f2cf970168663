package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rules for the arguments of typed options, one for each type of value. Null is a {@link NullPointerException} that
 * names the parameter; any other value that docker cannot take is an {@link InvalidOptionException} that names the option,
 * the value and what is accepted.
 *
 * <p>Stateless and thread-safe.
 */
public final class Checks {
    /** The longest time that an option takes. The Engine API counts in nanoseconds, 64 bits of which are 292 years. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /** No JVM makes a larger array. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Checks() {}

    /**
     * Returns the text, which must have something in it other than blanks.
     *
     * @param option the option as messages show it: {@code --hostname}
     * @param parameter the name of the method's parameter
     */
    public static String text(String option, String parameter, String value) {
        Objects.requireNonNull(value, parameter);
        if (value.isBlank()) {
            throw new InvalidOptionException(
                    option, value, "the " + parameter + " must not be blank");
        }
        return value;
    }

    /** Returns the path as text; the empty path is the working directory and no file. */
    public static String file(String option, String parameter, Path file) {
        return text(option, parameter, Objects.requireNonNull(file, parameter).toString());
    }

    /** Returns {@code key=value}; the key must not be blank nor have a {@code =}, which would move the border. */
    public static String pair(String option, String parameter, String key, String value) {
        return pair(option, parameter, key, "value", value);
    }

    /** As {@link #pair(String, String, String, String)}, for a value whose parameter has a name of its own. */
    public static String pair(
            String option, String parameter, String key, String valueParameter, String value) {
        key(option, parameter, key);
        return key + "=" + Objects.requireNonNull(value, valueParameter);
    }

    /** Returns the key of a value that is given apart. */
    public static String key(String option, String parameter, String key) {
        text(option, parameter, key);
        if (key.indexOf('=') >= 0) {
            throw new InvalidOptionException(
                    option,
                    FlagValues.redact(key),
                    "the "
                            + parameter
                            + " must not have a \"=\"; give the value as an argument of its own");
        }
        return key;
    }

    /** Returns one half of {@code left:right}, which must not be blank nor have a colon, which would move the border. */
    public static String withoutColon(String option, String parameter, String value) {
        text(option, parameter, value);
        if (value.indexOf(':') >= 0) {
            throw new InvalidOptionException(
                    option, value, "the " + parameter + " must not have a \":\"");
        }
        return value;
    }

    /** Returns a copy of the array as a list, none of whose elements may be null. */
    public static <T> List<T> elements(String parameter, T[] values) {
        return elements(parameter, Arrays.asList(Objects.requireNonNull(values, parameter)));
    }

    /** Returns a copy of the list, none of whose elements may be null. */
    public static <T> List<T> elements(String parameter, Collection<? extends T> values) {
        List<T> copy = new ArrayList<>();
        for (T value : Objects.requireNonNull(values, parameter)) {
            copy.add(Objects.requireNonNull(value, () -> parameter + "[" + copy.size() + "]"));
        }
        return Collections.unmodifiableList(copy);
    }

    /** Returns the map, none of whose keys and values may be null. */
    public static Map<String, String> entries(String parameter, Map<String, String> map) {
        Objects.requireNonNull(map, parameter)
                .forEach(
                        (key, value) -> {
                            Objects.requireNonNull(key, () -> "a key of " + parameter);
                            Objects.requireNonNull(
                                    value, () -> "the value of \"" + key + "\" in " + parameter);
                        });
        return map;
    }

    /** Returns the number if it lies in the range. */
    public static long between(String option, long number, long least, long most) {
        if (number < least || number > most) {
            throw new InvalidOptionException(
                    option,
                    String.valueOf(number),
                    most >= Integer.MAX_VALUE
                            ? "the number must be " + least + " or more"
                            : "the number must be from " + least + " to " + most);
        }
        return number;
    }

    /** Returns the number if it lies in the range or is -1, which stands for no limit. */
    public static long limit(String option, long number, long least, long most) {
        if (number != -1 && (number < least || number > most)) {
            throw new InvalidOptionException(
                    option,
                    String.valueOf(number),
                    "the number must be "
                            + (most >= Integer.MAX_VALUE
                                    ? least + " or more"
                                    : "from " + least + " to " + most)
                            + ", or -1 for no limit");
        }
        return number;
    }

    /** Returns how many bytes may be kept in memory, which must be from 1 to the size of the JVM's largest array. */
    public static long keptBytes(String option, long bytes) {
        return between(option, bytes, 1, LARGEST_ARRAY);
    }

    /** Returns a number of processors with nine digits behind the point, rounded up, as the Engine API takes it. */
    public static String processors(String option, double number) {
        if (!(number > 0 && number <= 1_000_000)) {
            throw new InvalidOptionException(
                    option,
                    String.valueOf(number),
                    "the number of processors must be above 0 and at most 1000000, such as 1.5");
        }
        return BigDecimal.valueOf(number)
                .setScale(9, RoundingMode.CEILING)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Returns a size in bytes as the CLI takes it. */
    public static String bytes(String option, long bytes, long least) {
        if (bytes < least) {
            throw new InvalidOptionException(
                    option,
                    String.valueOf(bytes),
                    "you asked for "
                            + bytes
                            + (bytes == 1 ? " byte" : " bytes")
                            + "; the least is "
                            + least
                            + (least % (1 << 20) == 0 ? " bytes (" + (least >> 20) + "m)" : "")
                            + "; accepted form: bytes as a number, or a text with a unit such as \"512m\" or \"1.5g\"");
        }
        return String.valueOf(bytes);
    }

    /** Returns the time, which must be above zero; a very long one stands for ever. */
    public static Duration positive(String option, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new InvalidOptionException(option, human(time), "the time must be positive");
        }
        return time;
    }

    /** Returns the time, which must not be negative; a very long one stands for ever. */
    public static Duration notNegative(String option, Duration time) {
        if (time.isNegative()) {
            throw new InvalidOptionException(option, human(time), "the time must not be negative");
        }
        return time;
    }

    /** Returns the time in whole seconds, rounded up, so that a short time does not become none. */
    public static long seconds(String option, Duration time) {
        Duration checked = range(option, time, Duration.ZERO);
        return checked.getSeconds() + (checked.getNano() > 0 ? 1 : 0);
    }

    /** Returns the time in whole milliseconds, rounded up, so that a short time does not become none. */
    public static long millis(String option, Duration time) {
        Duration checked = range(option, time, Duration.ZERO);
        return checked.plusNanos(999_999).toMillis();
    }

    /** Returns the time in nanoseconds if it is at least so long. */
    public static long nanos(String option, Duration time, Duration least) {
        return range(option, time, least).toNanos();
    }

    private static Duration range(String option, Duration time, Duration least) {
        if (time.compareTo(least) < 0 || time.compareTo(LONGEST) > 0) {
            throw new InvalidOptionException(
                    option,
                    human(time),
                    (time.isNegative() ? "the time must not be negative; " : "")
                            + "accepted range: "
                            + human(least)
                            + " to "
                            + human(LONGEST));
        }
        return time;
    }

    /** Returns a time as people write it: {@code 0.5 s}, {@code 1 min 30 s}, {@code 24 h}. */
    public static String human(Duration time) {
        if (time.isNegative()) {
            // the least one has no counterpart
            return "-"
                    + human(
                            time.equals(Duration.ofSeconds(Long.MIN_VALUE))
                                    ? time.plusNanos(1).negated()
                                    : time.negated());
        }
        BigDecimal seconds =
                BigDecimal.valueOf(time.getSeconds() % 60)
                        .add(new BigDecimal(time.getNano()).movePointLeft(9));
        long minutes = time.getSeconds() / 60 % 60;
        long hours = time.getSeconds() / 3600;
        List<String> parts = new ArrayList<>();
        if (hours > 0) {
            parts.add(hours + " h");
        }
        if (minutes > 0) {
            parts.add(minutes + " min");
        }
        if (seconds.signum() > 0 || parts.isEmpty()) {
            parts.add(
                    (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString())
                            + " s");
        }
        return String.join(" ", parts);
    }
}
