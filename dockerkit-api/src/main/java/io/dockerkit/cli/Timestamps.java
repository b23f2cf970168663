package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time as {@code --since} and {@code --until} have them. Stateless and thread-safe. */
public final class Timestamps {
    /** The accepted form in words. */
    public static final String FORM =
            "a time such as 2024-01-02T03:04:05Z, a date, Unix seconds such as 1704164645.5, or how long ago, such as 1h30m";

    private static final Instant YEAR_10000 =
            Instant.parse("9999-12-31T23:59:59.999999999Z").plusNanos(1);
    private static final Pattern UNIX = Pattern.compile("\\d{1,18}(?:\\.\\d{1,9})?");
    private static final Pattern DATE =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d)(?::(\\d\\d)(?::(\\d\\d(?:\\.\\d{1,9})?))?)?)?"
                            + "(Z|[+-]\\d\\d:\\d\\d)?");

    private Timestamps() {}

    /**
     * Returns the text as it is.
     *
     * @throws IllegalArgumentException if it is not of the accepted form
     */
    public static String check(String text) {
        toUnix(text, Instant.EPOCH);
        return text;
    }

    /**
     * Returns the time as {@link #toUnix} reads it back.
     *
     * @param option the option as messages show it: {@code --since}
     * @throws InvalidOptionException if it is before 1970 or after 9999
     */
    public static String text(String option, Instant time) {
        Objects.requireNonNull(time, "time");
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(YEAR_10000)) {
            throw new InvalidOptionException(
                    option, time.toString(), "accepted range: the years 1970 to 9999");
        }
        return time.toString();
    }

    /**
     * Returns how long ago, as {@link #toUnix} reads it back.
     *
     * @param option the option as messages show it: {@code --since}
     * @throws InvalidOptionException if it is negative, or longer than 100 years
     */
    public static String text(String option, Duration ago) {
        Objects.requireNonNull(ago, "ago");
        Checks.nanos(option, ago, Duration.ZERO);
        return ago.getNano() == 0 ? ago.getSeconds() + "s" : ago.toNanos() + "ns";
    }

    /**
     * Returns the Unix time in seconds, with a fraction unless the text is such a time without one. The CLI counts a
     * duration back to a whole second, by which what happened in the current one would be lost.
     *
     * @param now the time from which a duration counts back
     * @throws IllegalArgumentException if it is not of the accepted form
     */
    public static String toUnix(String text, Instant now) {
        if (UNIX.matcher(text).matches()) {
            return text;
        }
        Matcher date = DATE.matcher(text);
        if (date.matches()) {
            return unix(instant(date));
        }
        return unix(now.minusNanos(ago(text)));
    }

    private static String unix(Instant time) {
        return String.format(Locale.ROOT, "%d.%09d", time.getEpochSecond(), time.getNano());
    }

    private static long ago(String text) {
        try {
            return Words.nanos(text);
        } catch (IllegalArgumentException neither) {
            throw new IllegalArgumentException("neither a time nor a duration", neither);
        }
    }

    private static Instant instant(Matcher date) {
        try {
            String seconds = date.group(4) == null ? "00" : date.group(4);
            String minutes = date.group(3) == null ? "00" : date.group(3);
            String hours = date.group(2) == null ? "00" : date.group(2);
            LocalDateTime local =
                    LocalDate.parse(date.group(1))
                            .atTime(LocalTime.parse(hours + ":" + minutes + ":" + seconds));
            String zone = date.group(5);
            return zone == null
                    ? local.atZone(ZoneId.systemDefault()).toInstant()
                    : OffsetDateTime.of(local, ZoneOffset.of(zone)).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such date or time", e);
        }
    }
}
