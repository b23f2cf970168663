package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;

/** The rule for names of projects. Stateless and thread-safe. */
public final class ProjectNames {
    private ProjectNames() {}

    /**
     * Returns the name.
     *
     * @param option the option or variable that it is from
     * @throws InvalidOptionException if compose would not take it
     */
    public static String check(String option, String name) {
        if (name.isEmpty() || !normalize(name).equals(name)) {
            throw new InvalidOptionException(
                    option,
                    name,
                    "accepted form: lower-case letters, digits, - and _, the first one a letter or a digit");
        }
        return name;
    }

    /** Returns a name of the accepted form, without the characters that it does not take; perhaps nothing is left. */
    public static String normalize(String name) {
        StringBuilder normalized = new StringBuilder();
        for (char c : Words.lower(name).toCharArray()) {
            boolean isFirst = normalized.length() == 0;
            if (isLetterOrDigit(c) || (!isFirst && (c == '_' || c == '-'))) {
                normalized.append(c);
            }
        }
        return normalized.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
