package io.dockerkit.container.run;

import io.dockerkit.ContainerExitException;
import java.util.Objects;

/**
 * How a foreground run ended: its exit code and all that it wrote.
 *
 * <p>Immutable and thread-safe.
 */
public final class RunResult extends CapturedOutput {
    private final String containerId;
    private final boolean oomKilled;

    /**
     * Creates the result; called by implementations.
     *
     * @param containerId the full id of the container
     * @param commandLine the {@code docker run} line, secrets redacted
     * @param exitCode the exit code
     * @param stdout the bytes of standard output, handed over
     * @param stderr the bytes of standard error, handed over
     * @param oomKilled whether the kernel killed it because it was out of memory
     */
    public RunResult(
            String containerId,
            String commandLine,
            int exitCode,
            byte[] stdout,
            byte[] stderr,
            boolean oomKilled) {
        super(commandLine, exitCode, stdout, stderr);
        this.containerId = Objects.requireNonNull(containerId, "containerId");
        this.oomKilled = oomKilled;
    }

    /** Returns the full id of the container, which is gone already after {@code --rm}. */
    public String containerId() {
        return containerId;
    }

    /**
     * Returns whether the kernel killed a process of the container because it was out of memory. Known for exit code 137
     * only; after {@code --rm} it comes from the engine's events.
     */
    public boolean oomKilled() {
        return oomKilled;
    }

    @Override
    Boolean knownOomKilled() {
        return oomKilled;
    }

    /**
     * Returns this result if the exit code is 0.
     *
     * @throws ContainerExitException if it is not; it carries the code and the ends of both streams
     */
    public RunResult requireSuccess() {
        checkSuccess();
        return this;
    }
}
