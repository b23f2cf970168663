package io.dockerkit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a build of an image fails. The message has the engine's message and the end of the build's output. Immutable
 * and thread-safe.
 */
public class BuildException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String step;
    private final int dockerfileLine;
    private final List<String> output;

    /**
     * Creates the exception.
     *
     * @param engineMessage the engine's own words
     * @param advice what to do, or ""
     * @param exitCode that of the step that failed, or 0
     * @param lastLines the end of the build's output
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public BuildException(
            String engineMessage,
            String advice,
            int exitCode,
            List<String> lastLines,
            @Nullable String commandLine) {
        this(engineMessage, advice, exitCode, "", 0, lastLines, commandLine);
    }

    /**
     * Creates the exception.
     *
     * @param engineMessage the engine's own words
     * @param advice what to do, or ""
     * @param exitCode that of the step that failed, or 0
     * @param step the step that failed, as {@code docker build} shows it, or ""
     * @param dockerfileLine the line of the Dockerfile, from 1 on, or 0 if it is not known
     * @param lastLines the end of the output of the step that failed, or of the build
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public BuildException(
            String engineMessage,
            String advice,
            int exitCode,
            String step,
            int dockerfileLine,
            List<String> lastLines,
            @Nullable String commandLine) {
        super(
                "the build failed: "
                        + engineMessage
                        + (step.isEmpty() ? "" : "; in step " + step)
                        + (dockerfileLine == 0
                                ? ""
                                : " (line " + dockerfileLine + " of the Dockerfile)")
                        + (advice.isEmpty() ? "" : "; " + advice)
                        + (lastLines.isEmpty()
                                ? ""
                                : "; its output ends:\n" + String.join("\n", lastLines)),
                0,
                engineMessage,
                commandLine);
        this.exitCode = exitCode;
        this.step = step;
        this.dockerfileLine = dockerfileLine;
        this.output = List.copyOf(lastLines);
    }

    /** Returns the exit code of the command that failed; 0 if it was not a command. */
    public int exitCode() {
        return exitCode;
    }

    /**
     * Returns the step that failed as {@code docker build} shows it, {@code [2/3] RUN make}; empty if the build failed
     * outside of a step, or the engine's own builder did it.
     */
    public Optional<String> step() {
        return step.isEmpty() ? Optional.empty() : Optional.of(step);
    }

    /** Returns the line of the Dockerfile that failed, from 1 on; empty if it is not known. */
    public OptionalInt dockerfileLine() {
        return dockerfileLine == 0 ? OptionalInt.empty() : OptionalInt.of(dockerfileLine);
    }

    /** Returns the last lines, at most 20, that the failed step printed; of the engine's own builder, those of the build. */
    public List<String> output() {
        return output;
    }
}
