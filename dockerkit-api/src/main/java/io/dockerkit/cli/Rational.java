package io.dockerkit.cli;

import java.math.BigInteger;

/**
 * A fraction as {@code --cpus} has it, in any form of Go: {@code 1.5}, {@code 3/2}, {@code 1e-3}, {@code 0x.8}, {@code 1p-2}.
 *
 * @param top the numerator
 * @param bottom the denominator, positive
 */
record Rational(BigInteger top, BigInteger bottom) {
    private static final BigInteger NANO = BigInteger.valueOf(1_000_000_000);
    private static final int LARGEST_EXPONENT = 1_000_000;

    /** What stands before the exponent: an integer, the base it was written in, and how many of its digits follow the point. */
    private record Mantissa(BigInteger digits, int base, int behindPoint, int end) {}

    static Rational parse(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            BigInteger bottom = whole(text.substring(slash + 1));
            if (bottom.signum() == 0) {
                throw malformed();
            }
            String top = text.substring(0, slash);
            return new Rational(signed(top, whole(unsigned(top))), bottom);
        }
        String unsigned = unsigned(text);
        Mantissa mantissa = mantissa(unsigned, true);
        String rest = unsigned.substring(mantissa.end);
        boolean binary = rest.startsWith("p") || rest.startsWith("P");
        int exponent = rest.isEmpty() ? 0 : exponent(rest);
        return new Rational(signed(text, mantissa.digits), BigInteger.ONE)
                .times(mantissa.base, -mantissa.behindPoint)
                .times(binary ? 2 : 10, mantissa.digits.signum() == 0 ? 0 : exponent);
    }

    private static String unsigned(String text) {
        return text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    }

    private static BigInteger signed(String text, BigInteger number) {
        return text.startsWith("-") ? number.negate() : number;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("not a number");
    }

    private static BigInteger whole(String text) {
        Mantissa mantissa = mantissa(text, false);
        if (mantissa.end != text.length()) {
            throw malformed();
        }
        return mantissa.digits;
    }

    /** Reads digits with an optional prefix of their base; a point may stand between them only where fractions may be. */
    private static Mantissa mantissa(String text, boolean fraction) {
        int base = base(text, fraction);
        boolean prefixed = base != 10 && Character.isLetter(text.charAt(1));
        int at = prefixed ? 2 : 0;
        StringBuilder digits = new StringBuilder();
        int point = -1;
        char before = prefixed ? '0' : '.';
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' && fraction && point < 0 && before != '_') {
                point = digits.length();
            } else if (c == '_' && before == '0') {
                before = '_';
                continue;
            } else if (Character.digit(c, base) >= 0 && c < 0x80) {
                digits.append(c);
            } else {
                break;
            }
            before = c == '.' ? '.' : '0';
        }
        if (before == '_' || digits.length() == 0) {
            throw malformed();
        }
        int behind = point < 0 ? 0 : digits.length() - point;
        return new Mantissa(new BigInteger(digits.toString(), base), base, behind, at);
    }

    /** A zero in front alone means octal digits, but not where a point may follow. */
    private static int base(String text, boolean fraction) {
        if (text.length() < 2 || text.charAt(0) != '0') {
            return 10;
        }
        return switch (text.charAt(1)) {
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            case 'x', 'X' -> 16;
            default -> fraction ? 10 : 8;
        };
    }

    private static int exponent(String text) {
        if (!text.matches("[eEpP][+-]?\\d(?:_?\\d)*")) {
            throw malformed();
        }
        long exponent = Numbers.decimal(text.substring(1).replace("_", ""));
        if (Math.abs(exponent) > LARGEST_EXPONENT) {
            throw new IllegalArgumentException("too large an exponent");
        }
        return (int) exponent;
    }

    private Rational times(int base, int exponent) {
        BigInteger power = BigInteger.valueOf(base).pow(Math.abs(exponent));
        return exponent < 0
                ? new Rational(top, bottom.multiply(power))
                : new Rational(top.multiply(power), bottom);
    }

    /** Returns a billion times the number; of one that is too large the lowest 64 bits, as the CLI does. */
    long billionfold() {
        BigInteger[] parts = top.multiply(NANO).divideAndRemainder(bottom);
        if (parts[1].signum() != 0) {
            throw new IllegalArgumentException("more precise than a billionth");
        }
        long bits = parts[0].abs().longValue();
        return parts[0].signum() < 0 ? -bits : bits;
    }
}
