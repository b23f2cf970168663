package io.dockerkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a new container cannot be started, for instance because the command does not exist in the image. The
 * container has been removed.
 */
public class ContainerStartException extends EngineException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public ContainerStartException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message, status, engineMessage, commandLine);
    }

    /**
     * Returns the code with which {@code docker run} ends in this case: 127 if the image has no such program, 126 if the
     * program may not be executed, 125 for all else.
     */
    public int exitCode() {
        String lower = engineMessage().toLowerCase(Locale.ROOT);
        if (lower.contains("executable file not found")
                || lower.contains("no such file or directory")) {
            return 127;
        }
        return lower.contains("permission denied") || lower.contains("is a directory") ? 126 : 125;
    }
}
