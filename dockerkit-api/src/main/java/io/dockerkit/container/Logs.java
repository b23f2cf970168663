package io.dockerkit.container;

/**
 * What {@code docker logs} had to say: both streams, each read as UTF-8.
 *
 * <p>Immutable and thread-safe.
 *
 * @param stdout standard output; with a terminal, both streams
 * @param stderr standard error; empty with a terminal
 */
public record Logs(String stdout, String stderr) {}
