package io.dockerkit.impl.rest;

import java.math.BigDecimal;
import java.time.Duration;

/** Writes durations for messages: {@code 0.5 s}, {@code 90 s}. Stateless and thread-safe. */
public final class Seconds {
    private Seconds() {}

    /** Returns the duration in seconds, with up to three decimals. */
    public static String of(Duration time) {
        BigDecimal seconds =
                BigDecimal.valueOf(time.getSeconds())
                        .add(BigDecimal.valueOf(time.getNano() / 1_000_000, 3));
        return seconds.signum() == 0 ? "0 s" : seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
