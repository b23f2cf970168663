package io.dockerkit.impl.build.ignore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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
    private static final int MOST = Character.MAX_CODE_POINT;

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
                    case 'd' -> ranges("09");
                    case 'w' -> ranges("09AZ__az");
                    case 's' -> ranges("\t\n\f\r  ");
                    case 'p' -> category();
                    default -> null;
                };
        if (set != null) {
            at++;
            if (Character.isUpperCase(c)) {
                set.flip(0, MOST + 1);
            }
        }
        return set;
    }

    /** Reads the letter of a category of Unicode; the numbers are those of {@link Character#getType}. */
    private BitSet category() {
        int types =
                switch (text[++at]) {
                    case 'L' -> 0b111110;
                    case 'M' -> 0b111000000;
                    case 'N' -> 0b111000000000;
                    case 'Z' -> 0b111000000000000;
                    case 'C' -> (1 << 15) | (1 << 16) | (1 << 18) | (1 << 19);
                    case 'P' -> (0b11111 << 20) | (1 << 29) | (1 << 30);
                    case 'S' -> 0b1111 << 25;
                    default -> throw wrong("there is no such category of characters");
                };
        BitSet set = new BitSet();
        for (int c = 0; c <= MOST; c++) {
            if (((types >> Character.getType(c)) & 1) != 0) {
                set.set(c);
            }
        }
        return set;
    }

    private static BitSet ranges(String pairs) {
        BitSet set = new BitSet();
        for (int i = 0; i < pairs.length(); i += 2) {
            set.set(pairs.charAt(i), pairs.charAt(i + 1) + 1);
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
            set.flip(0, MOST + 1);
        }
        return set;
    }

    private void member(BitSet set) {
        int end = named();
        if (end > 0) {
            set.or(posix(new String(text, at + 2, end - at - 2)));
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

    /** Returns where {@code :]} ends a name of a set that begins here, or 0. */
    private int named() {
        if (text[at] == '[' && at + 2 < text.length && text[at + 1] == ':') {
            for (int end = at + 2; end + 1 < text.length; end++) {
                if (text[end] == ':' && text[end + 1] == ']') {
                    return end;
                }
            }
        }
        return 0;
    }

    private BitSet posix(String name) {
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
                    default -> throw wrong("there is no set named " + name);
                };
        if (negated) {
            set.flip(0, MOST + 1);
        }
        return set;
    }

    /**
     * Returns a byte name as Go sees it when it compares characters: UTF-8, and U+FFFD for each byte that is none.
     *
     * @param name each character is a byte
     */
    static String decoded(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); ) {
            int length = length(name, i);
            text.appendCodePoint(length == 0 ? 0xFFFD : codePoint(name, i, length));
            i += Math.max(1, length);
        }
        return text.toString();
    }

    /** Returns the bytes of the character that begins here, or 0 if none does. */
    static int length(String name, int at) {
        int first = name.charAt(at);
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > name.length()) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((name.charAt(at + i) & 0xC0) != 0x80) {
                return 0;
            }
        }
        int c = codePoint(name, at, length);
        boolean overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        return overlong || surrogate || c > MOST ? 0 : length;
    }

    private static int codePoint(String name, int at, int length) {
        int c = length == 1 ? name.charAt(at) : name.charAt(at) & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            c = (c << 6) | (name.charAt(at + i) & 0x3F);
        }
        return c;
    }

    /** Returns the byte name without the white space, as Unicode knows it, at its ends. */
    static String trimmed(String name) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < name.length(); i += Math.max(1, length(name, i))) {
            starts.add(i);
        }
        int from = 0;
        while (from < starts.size() && isSpace(name, starts.get(from))) {
            from++;
        }
        int end = starts.size();
        while (end > from && isSpace(name, starts.get(end - 1))) {
            end--;
        }
        return from == end
                ? ""
                : name.substring(
                        starts.get(from), end == starts.size() ? name.length() : starts.get(end));
    }

    private static boolean isSpace(String name, int at) {
        int length = length(name, at);
        if (length == 0) {
            return false;
        }
        int c = codePoint(name, at, length);
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }
}
