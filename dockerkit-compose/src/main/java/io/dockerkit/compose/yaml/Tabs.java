package io.dockerkit.compose.yaml;

import java.util.regex.Pattern;

/** Tabs where this library wants blanks, but that of {@code docker compose} does not. Stateless and thread-safe. */
final class Tabs {
    private static final Pattern BEHIND_KEY =
            Pattern.compile("(?m)^( *(?:- +)?[^\\s'\"#:][^'\"#:]*:|\\s*-)\\t+");

    private Tabs() {}

    /** Returns the text with blanks for tabs: in JSON for all that are not in quotes, else for those behind keys and dashes. */
    static String replaced(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return BEHIND_KEY.matcher(text).replaceAll("$1 ");
        }
        StringBuilder replaced = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted && c == '\\' && i + 1 < text.length()) {
                replaced.append(c).append(text.charAt(++i));
                continue;
            }
            isQuoted ^= c == '"';
            replaced.append(c == '\t' && !isQuoted ? ' ' : c);
        }
        return replaced.toString();
    }
}
