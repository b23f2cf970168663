package io.dockerkit.container.flags;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the value of {@code --entrypoint} and {@code --args} of a service into words, by the quoting rules of a shell and
 * without its other signs. Stateless and thread-safe.
 */
public final class ShellLike {
    private ShellLike() {}

    /**
     * Returns the words; what is behind a {@code #} at the beginning of a word is a comment.
     *
     * @throws IllegalArgumentException if a quote is not closed, or nothing is behind a last backslash
     */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == '\'' && c != '\'') {
                word.append(c);
            } else if (c == '\\') {
                if (++i == text.length()) {
                    throw new IllegalArgumentException("nothing is behind the last backslash");
                }
                word.append(text.charAt(i));
                begun = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote != 0) {
                word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else if (c == '#' && !begun) {
                while (i + 1 < text.length() && text.charAt(i + 1) != '\n') {
                    i++;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
