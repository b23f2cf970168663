package io.dockerkit.cli;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Go's form: {@code 1m30s}, {@code 1.5h}, {@code 100us}. Stateless and thread-safe. */
final class Durations {
    private static final Pattern PART =
            Pattern.compile("(\\d*)(?:\\.(\\d*))?(ns|us|[µμ]s|ms|s|m|h)");
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

    private Durations() {}

    static long nanos(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return 0;
        }
        Matcher matcher = PART.matcher(unsigned);
        BigInteger sum = BigInteger.ZERO;
        int end = 0;
        while (end < unsigned.length() && matcher.find(end) && matcher.start() == end) {
            sum = sum.add(part(matcher));
            end = matcher.end();
        }
        if (end == 0 || end != unsigned.length()) {
            throw new IllegalArgumentException("not a duration");
        }
        BigInteger signed = negative ? sum.negate() : sum;
        if (signed.bitLength() > 63) {
            throw new IllegalArgumentException("too long a duration");
        }
        return signed.longValue();
    }

    private static BigInteger part(Matcher matcher) {
        String whole = matcher.group(1);
        String fraction = matcher.group(2);
        if (whole.isEmpty() && (fraction == null || fraction.isEmpty())) {
            throw new IllegalArgumentException("not a duration");
        }
        BigInteger unit = BigInteger.valueOf(unit(matcher.group(3)));
        BigInteger nanos = whole.isEmpty() ? BigInteger.ZERO : new BigInteger(whole).multiply(unit);
        if (fraction == null || fraction.isEmpty()) {
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

    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
