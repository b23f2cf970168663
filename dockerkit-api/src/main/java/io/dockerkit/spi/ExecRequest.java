package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import io.dockerkit.container.run.ExecSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link ExecSpec} asks of the engine: {@code POST /containers/{id}/exec} and what to feed it. Applications do
 * not meet it.
 *
 * @param body the request's JSON as maps, lists, strings and booleans, without the Attach fields for output
 * @param tty whether the command has a terminal
 * @param interactive whether standard input is attached
 * @param streams what to feed to standard input, and where the output goes
 * @param timeout how long {@code execute()} waits for the end, or null for no limit
 * @param commandLine the equivalent {@code docker exec} line for errors, secrets redacted
 */
public record ExecRequest(
        Map<String, Object> body,
        boolean tty,
        boolean interactive,
        ProcessStreams streams,
        @Nullable Duration timeout,
        String commandLine) {
    /** Checks that nothing is null. */
    public ExecRequest {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(streams, "streams");
        if (timeout != null) {
            Checks.positive("timeout", timeout);
        }
        Objects.requireNonNull(commandLine, "commandLine");
    }
}
