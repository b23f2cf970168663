package io.dockerkit.container;

/** Which of its streams a process wrote to. With a terminal, all is standard output. */
public enum LogSource {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
}
