package io.dockerkit.compose.yaml;

import java.math.BigDecimal;

/** Numbers as programs in Go write them. Stateless and thread-safe. */
public final class GoNumbers {
    private GoNumbers() {}

    /** Returns the shortest digits that stand for the number; from a million on, with an exponent. */
    public static String print(double number) {
        return print(number, Double.toString(number));
    }

    /** Returns the shortest digits that stand for the number, one of 32 bits. */
    public static String print(float number) {
        return print(number, Float.toString(number));
    }

    private static String print(double number, String digits) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal exact = new BigDecimal(digits).stripTrailingZeros();
        if (exact.signum() == 0) {
            return digits.startsWith("-") ? "-0" : "0";
        }
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return exact.toPlainString();
        }
        String all = exact.unscaledValue().abs().toString();
        String behind = all.length() == 1 ? "" : "." + all.substring(1);
        return (exact.signum() < 0 ? "-" : "")
                + all.charAt(0)
                + behind
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
