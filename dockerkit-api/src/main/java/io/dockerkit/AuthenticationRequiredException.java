package io.dockerkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a registry requires a login: none was sent, or the login was rejected or lacks the permission. The message
 * says which, and how to log in; see {@link Docker#login}.
 */
public class AuthenticationRequiredException extends EngineException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer, or 0 for an error inside a stream that began well
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public AuthenticationRequiredException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message, status, engineMessage, commandLine);
    }

    /**
     * Returns whether the registry denied the access, rather than asking for a login: {@code denied} or status 403. The user
     * who is logged in lacks the permission. Some registries, Docker Hub among them, also answer this to a user who is not
     * logged in; the message says which login was sent.
     */
    public boolean denied() {
        String words = engineMessage().toLowerCase(Locale.ROOT);
        return words.contains("denied") || words.contains("403 forbidden");
    }
}
