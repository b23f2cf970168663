package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import java.util.regex.Pattern;

/** The rule for names of projects. Stateless and thread-safe. */
public final class ProjectNames {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private ProjectNames() {}

    /**
     * Returns the name.
     *
     * @param option the option or variable that it is from
     * @throws InvalidOptionException if compose would not take it
     */
    public static String check(String option, String name) {
        if (!FORM.matcher(name).matches()) {
            throw new InvalidOptionException(
                    option,
                    name,
                    "accepted form: lower-case letters, digits, - and _, the first one a letter or a digit");
        }
        return name;
    }

    /** Returns a name of the accepted form, without the characters that it does not take; perhaps nothing is left. */
    public static String normalize(String name) {
        return Words.lower(name).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
    }
}
