package io.dockerkit.compose.syntax;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is doubtful in a file, and is logged. It starts the logging only when there is something. Stateless and thread-safe. */
public final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.compose");

    private Warnings() {}

    /** Logs a warning in which each {@code {}} stands for the next argument. */
    public static void log(String message, Object... arguments) {
        LOG.warn(message, arguments);
    }
}
