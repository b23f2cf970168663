package io.dockerkit.impl.build.ignore;

import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Translates a regular expression of Go, as far as the pattern of a {@code .dockerignore} can become one, into Java's. The
 * two differ within brackets ({@code [a&&b]}, {@code [[x]}), in what a backslash means, and in what an anchor and a dot are.
 *
 * <p>For one translation.
 */
final class GoPattern {
    private static final String WORD = "[0-9A-Za-z_]";

    private final int[] text;
    private final StringBuilder java = new StringBuilder();
    private int at;

    private GoPattern(String regex) {
        this.text = regex.codePoints().toArray();
    }

    /**
     * Returns the same pattern for Java.
     *
     * @throws PatternSyntaxException if it is none to Go
     */
    static Pattern compile(String regex) {
        GoPattern go = new GoPattern(regex);
        try {
            while (go.at < go.text.length) {
                go.next();
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new PatternSyntaxException("it ends too early", regex, regex.length());
        }
        return Pattern.compile(go.java.toString());
    }

    private PatternSyntaxException wrong(String what) {
        return new PatternSyntaxException(what, new String(text, 0, text.length), at);
    }

    private void next() {
        int c = text[at++];
        switch (c) {
            case '^' -> java.append("\\A");
            case '$' -> java.append("\\z");
            case '.' -> java.append("[^\\n]");
            case '*', '?', '(', ')', '|', '+' -> java.append((char) c);
            case '[' -> append(bracket());
            case '\\' -> escaped();
            default -> append(c);
        }
    }

    private void append(int c) {
        java.append(String.format(Locale.ROOT, "\\x{%X}", c));
    }

    /** Writes a set as ranges, which mean the same to both. */
    private void append(BitSet set) {
        if (set.isEmpty()) {
            java.append("[^\\x{0}-\\x{10FFFF}]");
            return;
        }
        java.append('[');
        for (int low = set.nextSetBit(0); low >= 0; ) {
            int end = set.nextClearBit(low);
            java.append(String.format(Locale.ROOT, "\\x{%X}-\\x{%X}", low, end - 1));
            low = set.nextSetBit(end);
        }
        java.append(']');
    }

    private void escaped() {
        int c = text[at];
        switch (c) {
            case 'A' -> literally("\\A");
            case 'z' -> literally("\\z");
            case 'b' ->
                    literally(
                            "(?:(?<!" + WORD + ")(?=" + WORD + ")|(?<=" + WORD + ")(?!" + WORD
                                    + "))");
            case 'B' ->
                    literally(
                            "(?:(?<!" + WORD + ")(?!" + WORD + ")|(?<=" + WORD + ")(?=" + WORD
                                    + "))");
            case 'Q' -> quoted();
            default -> {
                BitSet set = escapedSet();
                if (set != null) {
                    append(set);
                } else {
                    append(escapedCharacter());
                }
            }
        }
    }

    private void literally(String words) {
        at++;
        java.append(words);
    }

    private void quoted() {
        at++;
        while (at < text.length
                && !(text[at] == '\\' && at + 1 < text.length && text[at + 1] == 'E')) {
            append(text[at++]);
        }
        at = Math.min(text.length, at + 2);
    }

    /** Reads a set behind a backslash, or returns null and reads nothing. */
    private @Nullable BitSet escapedSet() {
        int c = text[at];
        BitSet set =
                switch (Character.toLowerCase(c)) {
                    case 'd' -> GoCharacters.ranges("09");
                    case 'w' -> GoCharacters.ranges("09AZ__az");
                    case 's' -> GoCharacters.ranges("\t\n\f\r  ");
                    case 'p' -> category();
                    default -> null;
                };
        if (set != null) {
            at++;
            if (Character.isUpperCase(c)) {
                GoCharacters.negate(set);
            }
        }
        return set;
    }

    /** Reads the letter of a category of Unicode. */
    private BitSet category() {
        BitSet set = GoCharacters.category(text[++at]);
        if (set == null) {
            throw wrong("there is no such category of characters");
        }
        return set;
    }

    private int escapedCharacter() {
        int c = text[at++];
        if (c >= '0' && c <= '7') {
            return octal(c);
        }
        return switch (c) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'x' -> hexadecimal();
            default -> {
                if (c >= 0x80 || Character.isLetterOrDigit(c)) {
                    throw wrong("a backslash before this character means nothing");
                }
                yield c;
            }
        };
    }

    private int octal(int first) {
        boolean more = at < text.length && text[at] >= '0' && text[at] <= '7';
        if (first != '0' && !more) {
            throw wrong("there is nothing that the number could refer to");
        }
        int value = first - '0';
        for (int i = 0; i < 2 && at < text.length && text[at] >= '0' && text[at] <= '7'; i++) {
            value = value * 8 + text[at++] - '0';
        }
        return value;
    }

    private int hexadecimal() {
        int high = digit();
        int low = digit();
        if (high < 0 || low < 0) {
            throw wrong("\\x needs two hexadecimal digits");
        }
        return high * 16 + low;
    }

    private int digit() {
        int c = text[at++];
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** Reads a set in brackets, of which the first is read. */
    private BitSet bracket() {
        BitSet set = new BitSet();
        boolean negated = text[at] == '^';
        if (negated) {
            at++;
        }
        for (boolean first = true; text[at] != ']' || first; first = false) {
            member(set);
        }
        at++;
        if (negated) {
            GoCharacters.negate(set);
        }
        return set;
    }

    private void member(BitSet set) {
        int end = endOfName();
        if (end > 0) {
            set.or(named(new String(text, at + 2, end - at - 2)));
            at = end + 2;
            return;
        }
        if (text[at] == '\\') {
            at++;
            BitSet escaped = escapedSet();
            if (escaped != null) {
                set.or(escaped);
                return;
            }
            at--;
        }
        int low = character();
        int high = low;
        if (text[at] == '-' && text[at + 1] != ']') {
            at++;
            high = character();
            if (high < low) {
                throw wrong("a range ends before it begins");
            }
        }
        set.set(low, high + 1);
    }

    private int character() {
        int c = text[at++];
        return c == '\\' ? escapedCharacter() : c;
    }

    private BitSet named(String name) {
        BitSet set = GoCharacters.named(name);
        if (set == null) {
            throw wrong("there is no set named " + name);
        }
        return set;
    }

    /** Returns where {@code :]} ends a name of a set that begins here, or 0. */
    private int endOfName() {
        if (text[at] == '[' && at + 2 < text.length && text[at + 1] == ':') {
            for (int end = at + 2; end + 1 < text.length; end++) {
                if (text[end] == ':' && text[end + 1] == ']') {
                    return end;
                }
            }
        }
        return 0;
    }
}
