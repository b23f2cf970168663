package io.dockerkit.impl.config;

import io.dockerkit.InvalidOptionException;
import java.util.regex.Pattern;

/** Which names a context can have. Stateless and thread-safe. */
final class ContextName {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.+-]+");

    private ContextName() {}

    /**
     * Checks that a new context can have the name.
     *
     * @throws InvalidOptionException if it is malformed or reserved
     */
    static void requireNew(String name) {
        if (name.equals(DefaultContext.NAME)) {
            throw new InvalidOptionException("CONTEXT", name, "the name is reserved");
        }
        if (!FORM.matcher(name).matches()) {
            throw new InvalidOptionException(
                    "CONTEXT",
                    name,
                    "accepted form: two or more of letters, digits, \"_\", \".\", \"+\" and \"-\", a letter or digit"
                            + " first");
        }
    }

    /**
     * Checks that the name is that of a context in files.
     *
     * @param verb what cannot be done to another: {@code be removed}
     * @throws InvalidOptionException if it is {@code default}
     */
    static void requireFile(String name, String verb) {
        if (name.equals(DefaultContext.NAME)) {
            throw new InvalidOptionException(
                    "CONTEXT",
                    name,
                    "it stands for what the environment names, and cannot " + verb);
        }
    }
}
