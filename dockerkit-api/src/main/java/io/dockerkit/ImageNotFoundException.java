package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an image does not exist on the engine nor, after a pull, in its registry: the name is wrong, the tag does not
 * exist, or the repository requires a login.
 */
public class ImageNotFoundException extends NotFoundException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public ImageNotFoundException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message, status, engineMessage, commandLine);
    }
}
