package io.dockerkit.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as docker writes them: {@code 512m}, {@code 1.5g}; every unit is a power of 1024. Stateless and thread-safe. */
public final class Sizes {
    /** The accepted form in words. */
    public static final String FORM =
            "bytes, or a number with b, k, m, g, t or p (powers of 1024): 536870912, 512m, 1.5g";

    private static final Pattern SIZE =
            Pattern.compile(
                    "\\+?((?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?) ?(?:b|([kmgtp])(?:i?b)?)?");

    private Sizes() {}

    /**
     * Returns the text as it is.
     *
     * @throws IllegalArgumentException if it is not of the accepted form, or too large
     */
    public static String check(String text) {
        parse(text);
        return text;
    }

    /**
     * Returns the bytes that the text stands for.
     *
     * @throws IllegalArgumentException if it is not of the accepted form, or too large
     */
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(Words.lower(text));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        String unit = matcher.group(2);
        double factor = unit == null ? 1 : Math.pow(1024, "kmgtp".indexOf(unit) + 1.0);
        double bytes = Double.parseDouble(matcher.group(1)) * factor;
        if (bytes >= Long.MAX_VALUE) {
            throw new IllegalArgumentException("too large a size");
        }
        return (long) bytes;
    }
}
