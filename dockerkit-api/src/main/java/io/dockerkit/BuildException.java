package io.dockerkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a build of an image fails. The message has the engine's message and the end of the build's output. Immutable
 * and thread-safe.
 */
public class BuildException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

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
        super(
                "the build failed: "
                        + engineMessage
                        + (advice.isEmpty() ? "" : "; " + advice)
                        + (lastLines.isEmpty()
                                ? ""
                                : "; its output ends:\n" + String.join("\n", lastLines)),
                0,
                engineMessage,
                commandLine);
        this.exitCode = exitCode;
    }

    /** Returns the exit code of the command that failed; 0 if it was not a command. */
    public int exitCode() {
        return exitCode;
    }
}
