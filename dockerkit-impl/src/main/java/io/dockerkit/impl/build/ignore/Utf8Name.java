package io.dockerkit.impl.build.ignore;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a byte name, in which each character is a byte, as Go reads a string: as UTF-8, one byte at a time where it is
 * not. Stateless and thread-safe.
 */
final class Utf8Name {
    private Utf8Name() {}

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
        return overlong || surrogate || c > Character.MAX_CODE_POINT ? 0 : length;
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
