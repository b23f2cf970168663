package io.dockerkit.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as docker writes them: {@code 512m}, {@code 1.5g}; every unit is a power of 1024. Stateless and thread-safe. */
public final class Sizes {
    /** The accepted form in words. */
    public static final String FORM =
            "bytes, or a number with b, k, m, g, t or p (powers of 1024): 536870912, 512m, 1.5g";

    private static final Pattern UNIT = Pattern.compile("b?|([kmgtp])(?:i?b)?");

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
     * Returns the bytes that the text stands for; more than 64 bits hold become the least number, as in the CLI, and
     * engines refuse that.
     *
     * @throws IllegalArgumentException if it is not of the accepted form, or negative
     */
    public static long parse(String text) {
        int last = text.length() - 1;
        while (last >= 0 && "0123456789. ".indexOf(text.charAt(last)) < 0) {
            last--;
        }
        if (last < 0) {
            throw new IllegalArgumentException("not a size");
        }
        int end = text.charAt(last) == ' ' ? last : last + 1;
        Matcher unit = UNIT.matcher(Words.lower(text.substring(last + 1)));
        if (!unit.matches()) {
            throw new IllegalArgumentException("no such unit: " + text.substring(last + 1));
        }
        String letter = unit.group(1);
        double number = Floats.parse(text.substring(0, end));
        if (number < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
        double factor = letter == null ? 1 : Math.pow(1024, "kmgtp".indexOf(letter) + 1.0);
        return Floats.bits(number * factor);
    }

    /** Returns the bytes as BuildKit shows them, in powers of 1000: {@code 12B}, {@code 3.40MB}. */
    public static String human(long bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= 1000 && unit < "BkMGTP".length() - 1) {
            number /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + "B"
                : String.format(Locale.ROOT, "%.2f%cB", number, "BkMGTP".charAt(unit));
    }
}
