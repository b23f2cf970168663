package io.dockerkit.compose.converge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is told what happens while a project is brought up, by several threads at the same time. */
@FunctionalInterface
public interface Report {
    /** The log of warnings. */
    Logger LOG = LoggerFactory.getLogger("io.dockerkit.compose");

    /** Takes no notice of anything. */
    Report NONE = (subject, status, detail) -> {};

    /**
     * Is called when something has happened.
     *
     * @param subject what it happened to: {@code Container shop-db-1}
     * @param status what happened: {@code Created}
     * @param detail more about it, or the empty text
     */
    void tell(String subject, String status, String detail);

    /** Is called when something has happened of which there is no more to say. */
    default void tell(String subject, String status) {
        tell(subject, status, "");
    }

    /** Logs a warning, and tells it. */
    default void warn(String subject, String warning) {
        LOG.warn("{}: {}", subject, warning);
        tell(subject, "Warning", warning);
    }
}
