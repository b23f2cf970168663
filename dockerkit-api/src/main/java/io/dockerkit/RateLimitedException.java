package io.dockerkit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a registry, or a proxy in front of the engine, limits the rate of requests (429, {@code toomanyrequests}).
 * Wait, log in if that raises the limit, or use a mirror.
 */
public class RateLimitedException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer, or 0 for an error inside a stream that began well
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public RateLimitedException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        this(message, status, engineMessage, commandLine, null);
    }

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer, or 0 for an error inside a stream that began well
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     * @param retryAfter after which time it may be tried again, or null where the answer does not say
     */
    public RateLimitedException(
            String message,
            int status,
            String engineMessage,
            @Nullable String commandLine,
            @Nullable Duration retryAfter) {
        super(message, status, engineMessage, commandLine);
        this.retryAfter = retryAfter;
    }

    /** Returns after which time it may be tried again; empty where the answer does not say, as most engines' do not. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
