package io.dockerkit.spi;

import io.dockerkit.container.Session;
import io.dockerkit.container.run.Exec;
import io.dockerkit.container.run.ExecResult;

/** What an implementation of DockerKit does for an exec in one container. Applications do not meet it. Thread-safe. */
public interface ExecBackend {
    /** Runs the command to its end. */
    ExecResult execute(ExecRequest request);

    /** Starts the command in the background. */
    Exec start(ExecRequest request);

    /** Starts the command and leaves its streams to the caller. */
    Session attach(ExecRequest request);
}
