package io.dockerkit.image;

import java.io.PrintStream;

/**
 * Is told how a pull goes on, as {@code docker pull} shows it. Called on the thread that pulls, in the order of the
 * engine's reports; an exception that it throws ends the pull and reaches the caller.
 */
@FunctionalInterface
public interface Progress {
    /** Is told of one report. */
    void update(ProgressEvent event);

    /** Returns a progress that shows nothing. */
    static Progress none() {
        return event -> {};
    }

    /** Returns a progress that prints a line to standard error whenever a layer's status changes. */
    static Progress console() {
        return lines(System.err);
    }

    /** Returns a progress that prints a line to {@code out} whenever a layer's status changes. */
    static Progress lines(PrintStream out) {
        return new ProgressLines(out);
    }
}
