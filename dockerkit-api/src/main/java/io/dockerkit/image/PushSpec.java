package io.dockerkit.image;

import io.dockerkit.Credentials;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.spi.PushBackend;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker push}. No request is sent until {@link #execute()}. The login of the image's registry is that of the
 * docker configuration, unless {@link #credentials(Credentials)} gives another.
 *
 * <pre>{@code
 * String digest = image.tag("registry.example.com/team/app:1").push().execute().digest();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they push the same with the same
 * credentials; progress and time-out do not count.
 */
@CheckReturnValue
public final class PushSpec {
    private final PushBackend backend;
    private final ImageReference reference;
    private final @Nullable Credentials credentials;
    private final Progress progress;
    private final @Nullable Duration timeout;

    private PushSpec(
            PushBackend backend,
            ImageReference reference,
            @Nullable Credentials credentials,
            Progress progress,
            @Nullable Duration timeout) {
        this.backend = backend;
        this.reference = reference;
        this.credentials = credentials;
        this.progress = progress;
        this.timeout = timeout;
    }

    /**
     * Returns the spec of a push; called by implementations.
     *
     * @throws InvalidOptionException if the reference is no name that can be pushed
     * @hidden
     */
    @SuppressWarnings("exports")
    public static PushSpec of(PushBackend backend, String reference) {
        Objects.requireNonNull(backend, "backend");
        ImageReference target =
                ImageReference.parse(Objects.requireNonNull(reference, "reference"))
                        .withDefaultTag();
        if (target.digest().isPresent() || reference.startsWith("sha256:")) {
            throw new InvalidOptionException(
                    "image",
                    reference,
                    "an id or a digest cannot be pushed, but a name: tag(\"repository[:tag]\") gives it one");
        }
        return new PushSpec(backend, target, null, Progress.none(), null);
    }

    /** Reports the progress of the push to {@code listener}. */
    public PushSpec onProgress(Progress listener) {
        return new PushSpec(
                backend,
                reference,
                credentials,
                Objects.requireNonNull(listener, "listener"),
                timeout);
    }

    /**
     * Uses these credentials instead of those of the docker configuration: not a flag of the CLI, which has {@code docker
     * login}. They are sent only to the image's registry and are not stored.
     */
    public PushSpec credentials(Credentials login) {
        return new PushSpec(
                backend, reference, Objects.requireNonNull(login, "login"), progress, timeout);
    }

    /** Logs in with this name and password, or access token: {@link #credentials(Credentials)}. */
    public PushSpec credentials(String username, String password) {
        return credentials(
                Credentials.of(
                        Objects.requireNonNull(username, "username"),
                        Objects.requireNonNull(password, "password")));
    }

    /**
     * Sets how long the push may take; without it, there is no limit as long as the engine reports progress. Not a flag of
     * the CLI.
     */
    public PushSpec timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return new PushSpec(backend, reference, credentials, progress, limit);
    }

    /**
     * Pushes the image.
     *
     * @throws io.dockerkit.AuthenticationRequiredException if the registry requires a login, or another one
     * @throws io.dockerkit.EngineException if the registry refuses it or cannot be reached; the message has its words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Result execute() {
        return backend.push(reference, credentials, progress, timeout);
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return "docker push " + ShellQuoting.join(List.of(reference.toString()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PushSpec that
                && reference.equals(that.reference)
                && Objects.equals(credentials, that.credentials);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }

    /**
     * What a push left in the registry.
     *
     * <p>Immutable and thread-safe.
     *
     * @param tag the tag that was pushed
     * @param digest the digest by which the registry knows the image, {@code sha256:…}
     * @param size the length of the manifest in bytes
     */
    public record Result(String tag, String digest, long size) {
        /** Checks that nothing is null. */
        public Result {
            Objects.requireNonNull(tag, "tag");
            Objects.requireNonNull(digest, "digest");
        }
    }
}
