package io.dockerkit.cli;

import java.math.BigInteger;
import java.util.List;

/** Durations in Go's form: {@code 1m30s}, {@code 1.5h}, {@code 100us}. Stateless and thread-safe. */
final class Durations {
    /** The units; those of two letters come before those of one. */
    private static final List<String> UNITS = List.of("ns", "us", "µs", "μs", "ms", "s", "m", "h");

    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

    private Durations() {}

    static long nanos(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return 0;
        }
        BigInteger sum = BigInteger.ZERO;
        int at = 0;
        while (at < unsigned.length()) {
            int point = digitsEnd(unsigned, at);
            boolean hasFraction = unsigned.startsWith(".", point);
            int end = hasFraction ? digitsEnd(unsigned, point + 1) : point;
            String unit = unit(unsigned, end);
            String fraction = hasFraction ? unsigned.substring(point + 1, end) : "";
            sum = sum.add(part(unsigned.substring(at, point), fraction, unit));
            at = end + unit.length();
        }
        if (unsigned.isEmpty()) {
            throw new IllegalArgumentException("not a duration");
        }
        BigInteger signed = negative ? sum.negate() : sum;
        if (signed.bitLength() > 63) {
            throw new IllegalArgumentException("too long a duration");
        }
        return signed.longValue();
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static String unit(String text, int at) {
        for (String unit : UNITS) {
            if (text.startsWith(unit, at)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("not a duration");
    }

    private static BigInteger part(String whole, String fraction, String name) {
        if (whole.isEmpty() && fraction.isEmpty()) {
            throw new IllegalArgumentException("not a duration");
        }
        BigInteger unit = BigInteger.valueOf(size(name));
        BigInteger nanos = whole.isEmpty() ? BigInteger.ZERO : new BigInteger(whole).multiply(unit);
        if (fraction.isEmpty()) {
            return nanos;
        }
        // of more digits than 63 bits hold, those behind do not count
        String digits = fraction;
        while (new BigInteger(digits).compareTo(LIMIT) >= 0) {
            digits = digits.substring(0, digits.length() - 1);
        }
        double part = new BigInteger(digits).doubleValue();
        return nanos.add(
                BigInteger.valueOf(
                        (long) (part * (unit.doubleValue() / Math.pow(10, digits.length())))));
    }

    private static long size(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
