package io.dockerkit.impl.json;

/**
 * What an engine, or whatever stands in its place, says in its own words, made fit for messages and logs: control characters
 * are escaped, so that no words can forge a line of a log or steer a terminal. Stateless and thread-safe.
 */
public final class EngineWords {
    private EngineWords() {}

    /**
     * Returns the words on one line: {@code \n} for the end of a line, {@code \u001b} for an escape. The end of the last
     * line is left out.
     */
    public static String printable(String said) {
        int length = said.length();
        while (length > 0 && (said.charAt(length - 1) == '\n' || said.charAt(length - 1) == '\r')) {
            length--;
        }
        String words = said.substring(0, length);
        StringBuilder out = null;
        for (int i = 0; i < length; i++) {
            char c = words.charAt(i);
            boolean safe = !steers(c);
            if (safe && out == null) {
                continue;
            }
            if (out == null) {
                out = new StringBuilder(length + 16).append(words, 0, i);
            }
            if (safe) {
                out.append(c);
            } else {
                escape(c, out);
            }
        }
        return out == null ? words : out.toString();
    }

    /** Control characters but the tab, Unicode's ends of lines, and its marks that turn the direction of text. */
    private static boolean steers(char c) {
        return (Character.isISOControl(c) && c != '\t')
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            default -> {
                String digits = Integer.toHexString(c);
                out.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
            }
        }
    }
}
