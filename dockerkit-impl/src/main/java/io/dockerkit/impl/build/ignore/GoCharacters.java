package io.dockerkit.impl.build.ignore;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The sets of characters that Go's regular expressions name. Stateless and thread-safe. */
final class GoCharacters {
    private static final int MOST = Character.MAX_CODE_POINT;

    private GoCharacters() {}

    /** Returns the set of some ranges, each the first and the last character. */
    static BitSet ranges(String pairs) {
        BitSet set = new BitSet();
        for (int i = 0; i < pairs.length(); i += 2) {
            set.set(pairs.charAt(i), pairs.charAt(i + 1) + 1);
        }
        return set;
    }

    /** Changes a set to all other characters. */
    static void negate(BitSet set) {
        set.flip(0, MOST + 1);
    }

    /**
     * Returns the characters of a category of Unicode, or null if no category has that letter. The numbers are those of
     * {@link Character#getType}.
     */
    static @Nullable BitSet category(int letter) {
        int types =
                switch (letter) {
                    case 'L' -> 0b111110;
                    case 'M' -> 0b111000000;
                    case 'N' -> 0b111000000000;
                    case 'Z' -> 0b111000000000000;
                    case 'C' -> (1 << 15) | (1 << 16) | (1 << 18) | (1 << 19);
                    case 'P' -> (0b11111 << 20) | (1 << 29) | (1 << 30);
                    case 'S' -> 0b1111 << 25;
                    default -> 0;
                };
        if (types == 0) {
            return null;
        }
        BitSet set = new BitSet();
        for (int c = 0; c <= MOST; c++) {
            if (((types >> Character.getType(c)) & 1) != 0) {
                set.set(c);
            }
        }
        return set;
    }

    /** Returns the set of a name such as {@code alpha} or {@code ^alpha}, or null if no set has it. */
    static @Nullable BitSet named(String name) {
        boolean negated = name.startsWith("^");
        BitSet set =
                switch (negated ? name.substring(1) : name) {
                    case "alnum" -> ranges("09AZaz");
                    case "alpha" -> ranges("AZaz");
                    case "ascii" -> ranges("\0\u007f");
                    case "blank" -> ranges("\t\t  ");
                    case "cntrl" -> ranges("\0\u001f\u007f\u007f");
                    case "digit" -> ranges("09");
                    case "graph" -> ranges("!~");
                    case "lower" -> ranges("az");
                    case "print" -> ranges(" ~");
                    case "punct" -> ranges("!/:@[`{~");
                    case "space" -> ranges("\t\r  ");
                    case "upper" -> ranges("AZ");
                    case "word" -> ranges("09AZaz__");
                    case "xdigit" -> ranges("09AFaf");
                    default -> null;
                };
        if (set != null && negated) {
            negate(set);
        }
        return set;
    }
}
