package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import java.util.Objects;
import java.util.regex.Pattern;

/** The form of a container's name. Stateless and thread-safe. */
public final class ContainerName {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

    private ContainerName() {}

    /** Returns the name if it is well-formed. */
    public static String check(String option, String name) {
        Objects.requireNonNull(name, "name");
        if (!FORM.matcher(name).matches()) {
            throw new InvalidOptionException(
                    option,
                    name,
                    "accepted form: at least two of [a-zA-Z0-9_.-], the first a letter or digit");
        }
        return name;
    }
}
