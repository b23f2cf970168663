package io.dockerkit.cli;

import java.math.BigInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as the CLI reads them: also {@code 0x10}, {@code 0b11}, {@code 0o17} and {@code 1_000}. Stateless and thread-safe. */
public final class Numbers {
    private static final Pattern FORM =
            Pattern.compile(
                    "([+-]?)(?:0[xX]_?([0-9a-fA-F_]+)|0[bB]_?([01_]+)|0[oO]?_?([0-7_]+)|(0|[1-9][0-9_]*))");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+");
    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

    private Numbers() {}

    /**
     * Returns the number that the text stands for.
     *
     * @throws IllegalArgumentException if it stands for none, or for one that takes more than 64 bits
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || text.contains("__") || text.endsWith("_")) {
            throw new IllegalArgumentException("not a whole number");
        }
        int[] radix = {16, 2, 8, 10};
        for (int i = 0; i < radix.length; i++) {
            String digits = matcher.group(i + 2);
            if (digits != null) {
                String plain = matcher.group(1).replace("+", "") + digits.replace("_", "");
                try {
                    return new BigInteger(plain, radix[i]).longValueExact();
                } catch (ArithmeticException large) {
                    throw new IllegalArgumentException("too large a number", large);
                }
            }
        }
        throw new IllegalArgumentException("not a whole number");
    }

    /** Returns a check that the number lies in a range. */
    public static UnaryOperator<String> between(long least, long most) {
        return text -> {
            long number = parse(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        "the number must be " + least + ".." + most + " but was " + number);
            }
            return text;
        };
    }

    /** Returns the text if it is a whole number. */
    public static String check(String text) {
        parse(text);
        return text;
    }

    /**
     * Returns the number that decimal digits stand for, possibly with a sign.
     *
     * @throws IllegalArgumentException if there is anything else, or it takes more than 64 bits
     */
    public static long decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a whole number: " + text);
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException large) {
            throw new IllegalArgumentException("too large a number: " + text, large);
        }
    }

    /**
     * Returns the number without a sign that decimal digits stand for.
     *
     * @throws IllegalArgumentException if there is anything else, or it takes more than 64 bits
     */
    public static BigInteger unsigned(String text) {
        if (!text.matches("\\d+")) {
            throw new IllegalArgumentException("not a whole number without a sign: " + text);
        }
        BigInteger number = new BigInteger(text);
        if (number.compareTo(UNSIGNED_LIMIT) >= 0) {
            throw new IllegalArgumentException("too large a number: " + text);
        }
        return number;
    }

    /** Returns a check that the number has no sign and is not above {@code most}. */
    public static UnaryOperator<String> upTo(long most) {
        UnaryOperator<String> between = between(0, most);
        return text -> {
            if (text.startsWith("+") || text.startsWith("-")) {
                throw new IllegalArgumentException("the number has no sign");
            }
            return between.apply(text);
        };
    }

    /**
     * Returns a billion times the number, which may be a decimal one or a fraction: {@code 1.5}, {@code 3/2}, {@code 1e-3}.
     *
     * @throws IllegalArgumentException if it is none, or more precise than a billionth
     */
    public static long nanos(String text) {
        return Rational.parse(text).billionfold();
    }
}
