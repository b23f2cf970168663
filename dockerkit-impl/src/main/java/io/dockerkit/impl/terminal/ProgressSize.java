package io.dockerkit.impl.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Sizes as docker prints them: base 1000, four significant digits, no trailing zeros. Immutable and thread-safe. */
final class ProgressSize {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private ProgressSize() {}

    /** Returns for instance {@code 512B}, {@code 10.12kB} or {@code 3.2MB}. */
    static String human(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.size() - 1) {
            size /= 1000;
            unit++;
        }
        BigDecimal digits = new BigDecimal(size).round(DIGITS).stripTrailingZeros();
        return digits.toPlainString() + UNITS.get(unit);
    }
}
