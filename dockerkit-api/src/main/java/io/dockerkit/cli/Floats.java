package io.dockerkit.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Floating-point numbers as the CLI reads them: also {@code 1e3}, {@code 0x1p4}, {@code 1_000}. Stateless and thread-safe. */
final class Floats {
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[+-]?(?:\\d[\\d_]*(?:\\.[\\d_]*)?|\\.\\d[\\d_]*)(?:[eE][+-]?\\d[\\d_]*)?");
    private static final Pattern HEX =
            Pattern.compile(
                    "[+-]?0[xX]_?(?:[\\da-fA-F][\\da-fA-F_]*(?:\\.[\\da-fA-F_]*)?|\\.[\\da-fA-F][\\da-fA-F_]*)[pP][+-]?\\d[\\d_]*");
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)([+-]?)inf(?:inity)?|nan");
    private static final Pattern STRAY_UNDERSCORE =
            Pattern.compile("__|_$|_[^\\da-fA-F]|(?<![\\da-fA-FxX])_");

    private Floats() {}

    /**
     * Returns the number that the text stands for.
     *
     * @throws IllegalArgumentException if it stands for none, or for one beyond the largest double
     */
    static double parse(String text) {
        Matcher special = NOT_FINITE.matcher(text);
        if (special.matches()) {
            String sign = special.group(1);
            return sign == null
                    ? Double.NaN
                    : sign.equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        boolean known = DECIMAL.matcher(text).matches() || HEX.matcher(text).matches();
        if (!known || STRAY_UNDERSCORE.matcher(text).find()) {
            throw new IllegalArgumentException("not a number");
        }
        double number = Double.parseDouble(text.replace("_", ""));
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException("too large a number");
        }
        return number;
    }

    /** Returns the whole part as the CLI's 64 bits hold it: what does not fit becomes the least number. */
    static long bits(double number) {
        boolean fits = number >= -0x1p63 && number < 0x1p63;
        return fits ? (long) number : Long.MIN_VALUE;
    }
}
