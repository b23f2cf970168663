package io.dockerkit.container.run;

import io.dockerkit.Json;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A command that {@link ExecSpec#start()} started in the background of a container. The engine knows it until a while after
 * its end; it has no way to stop it, so end the process itself, for instance by {@code exec("kill", pid)}. Two are equal if
 * they stand for the same exec of the same engine.
 *
 * <pre>{@code
 * Exec dump = container.exec("pg_dump", "-f", "/tmp/x.sql").start();
 * int code = dump.awaitExit(Duration.ofMinutes(5));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Exec {
    /** Returns the id of 64 hex digits that the engine gave it. */
    String id();

    /**
     * Asks the engine about it.
     *
     * @throws io.dockerkit.NotFoundException if the engine no longer knows it: its container is gone, or it ended a while ago
     */
    Details inspect();

    /** Asks the engine whether it is running; throws what {@link #inspect()} does. */
    default boolean running() {
        return inspect().running();
    }

    /** Asks the engine for its exit code; empty while it is running; throws what {@link #inspect()} does. */
    default OptionalInt exitCode() {
        return inspect().exitCode();
    }

    /**
     * Waits until it ends and returns its exit code.
     *
     * @throws io.dockerkit.NotFoundException if the engine no longer knows it
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int awaitExit();

    /**
     * Waits until it ends, but not longer than the time-out, and returns its exit code.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is not positive
     * @throws io.dockerkit.DockerTimeoutException if the time-out passes first; the command keeps running
     */
    int awaitExit(Duration timeout);

    /**
     * What the engine reports about an exec.
     *
     * <p>Immutable and thread-safe.
     */
    interface Details {
        /** Returns its id. */
        String id();

        /** Returns the id of its container. */
        String containerId();

        /** Returns whether it is running. */
        boolean running();

        /** Returns its exit code, or empty while it is running. */
        OptionalInt exitCode();

        /** Returns its process id on the engine's host, or empty if it has none yet. */
        OptionalInt pid();

        /** Returns any part by its JSON pointer: {@code at("/ProcessConfig/entrypoint")}. */
        Json at(String pointer);

        /** Returns all that the engine said, as JSON text. */
        String json();
    }
}
