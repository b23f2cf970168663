package io.dockerkit.impl.rest;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.NoSpaceException;
import io.dockerkit.NotConnectedException;
import io.dockerkit.NotFoundException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.impl.rest.EngineErrors.Maker;
import io.dockerkit.spi.Rethrown;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The failure of something that several callers wait for. Each caller gets an exception of its own, so that what one does
 * with it, such as adding suppressed ones, is not seen by another.
 *
 * <p>Thread-safe.
 */
public final class SharedFailure {
    private static final Map<Class<?>, Maker> OF_ENGINES =
            Map.of(
                    EngineException.class, EngineException::new,
                    NotFoundException.class, NotFoundException::new,
                    ImageNotFoundException.class, ImageNotFoundException::new,
                    AuthenticationRequiredException.class, AuthenticationRequiredException::new,
                    NoSpaceException.class, NoSpaceException::new);

    private final Throwable thrown;
    private final AtomicBoolean given = new AtomicBoolean();

    /** Makes it of what was thrown in another thread. */
    public SharedFailure(Throwable thrown) {
        this.thrown = thrown;
    }

    /**
     * Returns the exception for a caller: the first one gets what was thrown, with the trace of its own thread; each
     * other gets a copy. Throws it if it is an {@link Error}.
     */
    public RuntimeException forThisCaller() {
        if (!given.compareAndSet(false, true)) {
            return copy();
        }
        Throwable first = Rethrown.here(thrown);
        if (first instanceof Error error) {
            throw error;
        }
        return (RuntimeException) first;
    }

    private RuntimeException copy() {
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof RateLimitedException limited) {
            return new RateLimitedException(
                    message,
                    limited.status(),
                    limited.engineMessage(),
                    limited.commandLine().orElse(null),
                    limited.retryAfter().orElse(null));
        }
        if (thrown instanceof EngineException refused) {
            return OF_ENGINES
                    .getOrDefault(refused.getClass(), EngineException::new)
                    .make(
                            message,
                            refused.status(),
                            refused.engineMessage(),
                            refused.commandLine().orElse(null));
        }
        if (thrown instanceof IncompleteStreamException) {
            return new IncompleteStreamException(message, thrown);
        }
        if (thrown instanceof DockerTimeoutException) {
            return new DockerTimeoutException(message, thrown);
        }
        if (thrown instanceof NotConnectedException none) {
            return new NotConnectedException(
                    none.address(), none.finding(), none.reason(), none.remedy(), none);
        }
        if (thrown instanceof DockerUnavailableException lost) {
            return new DockerUnavailableException(message, lost, lost.mayHaveBeenCarriedOut());
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }
}
