package io.dockerkit.container;

import java.util.Objects;

/**
 * What {@code docker logs} had to say: both streams, each read as UTF-8.
 *
 * <p>Immutable and thread-safe.
 *
 * @param stdout standard output; with a terminal, both streams
 * @param stderr standard error; empty with a terminal
 */
public record Logs(String stdout, String stderr) {
    /** Checks that nothing is null. */
    public Logs {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }

    /** Returns how much there is, and not the text itself. */
    @Override
    public String toString() {
        return "logs: "
                + stdout.length()
                + " characters of stdout, "
                + stderr.length()
                + " of stderr";
    }
}
