package io.dockerkit.container.run;

import io.dockerkit.ContainerExitException;
import io.dockerkit.cli.Checks;
import java.util.List;
import java.util.Objects;

/**
 * How a foreground run ended: its exit code and all that it wrote.
 *
 * <p>Immutable and thread-safe.
 */
public final class RunResult extends CapturedOutput {
    private final String containerId;
    private final boolean oomKilled;
    private final List<String> warnings;

    /**
     * Creates the result; called by implementations.
     *
     * @param containerId the full id of the container
     * @param commandLine the {@code docker run} line, secrets redacted
     * @param exitCode the exit code
     * @param stdout the bytes of standard output, handed over
     * @param stderr the bytes of standard error, handed over
     * @param oomKilled whether the kernel killed it because it was out of memory
     * @param warnings what the engine warned of when it created the container
     */
    public RunResult(
            String containerId,
            String commandLine,
            int exitCode,
            byte[] stdout,
            byte[] stderr,
            boolean oomKilled,
            List<String> warnings) {
        super(commandLine, exitCode, stdout, stderr);
        this.containerId = Objects.requireNonNull(containerId, "containerId");
        this.oomKilled = oomKilled;
        this.warnings = Checks.elements("warnings", warnings);
    }

    /** Returns the full id of the container, which is gone already after {@code --rm}. */
    public String containerId() {
        return containerId;
    }

    /**
     * Returns whether the kernel killed a process of the container because it was out of memory. Known for exit code 137
     * only; after {@code --rm} it comes from the engine's events, in which it is missing if the engine learned of it after the
     * removal.
     */
    public boolean oomKilled() {
        return oomKilled;
    }

    /**
     * Returns what the engine warned of when the container was created, in the engine's words; the logger {@code
     * io.dockerkit.container} has them, too. Empty if it warned of nothing.
     */
    public List<String> warnings() {
        return warnings;
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
