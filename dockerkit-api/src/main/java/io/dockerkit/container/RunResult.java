package io.dockerkit.container;

/** x. */
public record RunResult() {}
