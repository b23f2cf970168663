package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import java.util.regex.Pattern;

/** The form of a signal's name, as docker takes it. Stateless and thread-safe. */
public final class Signals {
    private static final Pattern FORM = Pattern.compile("(?i)(SIG)?[A-Z][A-Z0-9+-]*|\\d{1,2}");

    private Signals() {}

    /** Returns the signal if it has the form of one; which ones there are is the engine's to say. */
    public static String check(String option, String signal) {
        if (!FORM.matcher(signal).matches()) {
            throw new InvalidOptionException(
                    option, signal, "accepted form: a name (SIGTERM, TERM) or a number (15)");
        }
        return signal;
    }
}
