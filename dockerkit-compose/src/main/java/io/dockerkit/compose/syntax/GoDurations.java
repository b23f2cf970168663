package io.dockerkit.compose.syntax;

import java.math.BigDecimal;

/** Durations as programs in Go write them: {@code 1m30s}, {@code 500ms}, {@code 0s}. Stateless and thread-safe. */
public final class GoDurations {
    private static final long SECOND = 1_000_000_000L;

    private GoDurations() {}

    /** Returns the text for a number of nanoseconds. */
    public static String print(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        BigDecimal whole = BigDecimal.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (whole.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
            long size = Math.abs(nanos);
            return sign
                    + (size < 1_000
                            ? size + "ns"
                            : size < 1_000_000
                                    ? fraction(whole, 3) + "µs"
                                    : fraction(whole, 6) + "ms");
        }
        long seconds = whole.longValue() / SECOND;
        BigDecimal rest = whole.subtract(BigDecimal.valueOf(seconds / 60 * 60 * SECOND));
        StringBuilder text = new StringBuilder(sign);
        if (seconds >= 3600) {
            text.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        return text.append(fraction(rest, 9)).append('s').toString();
    }

    private static String fraction(BigDecimal nanos, int places) {
        BigDecimal moved = nanos.movePointLeft(places).stripTrailingZeros();
        return moved.signum() == 0 ? "0" : moved.toPlainString();
    }
}
