package io.dockerkit.image;

import io.dockerkit.Credentials;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.PullRequest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker pull}. No request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * Image ubuntu = Images.pull("ubuntu").onProgress(Progress.console()).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they pull the same for the same
 * platform with the same credentials; progress and time-out do not count.
 */
@CheckReturnValue
public final class PullSpec {
    private final ImageBackend backend;
    private final PullRequest request;

    private PullSpec(ImageBackend backend, PullRequest request) {
        this.backend = backend;
        this.request = request;
    }

    static PullSpec of(ImageBackend backend, String image) {
        ImageReference reference =
                ImageReference.parse(Objects.requireNonNull(image, "image")).withDefaultTag();
        return new PullSpec(backend, new PullRequest(reference, null, null, Progress.none(), null));
    }

    private PullSpec with(
            @Nullable String platform,
            @Nullable Credentials credentials,
            Progress progress,
            @Nullable Duration timeout) {
        return new PullSpec(
                backend,
                new PullRequest(request.reference(), platform, credentials, progress, timeout));
    }

    /** Pulls the image for this platform, {@code os[/arch[/variant]]}: {@code --platform}. */
    public PullSpec platform(String value) {
        return with(
                Checks.text("--platform", "value", value),
                request.credentials(),
                request.progress(),
                request.timeout());
    }

    /**
     * Uses these credentials instead of those of the docker configuration: not a flag of the CLI, which has {@code docker
     * login}. They are sent only to the image's registry and are not stored.
     */
    public PullSpec credentials(Credentials login) {
        return with(
                request.platform(),
                Objects.requireNonNull(login, "login"),
                request.progress(),
                request.timeout());
    }

    /** Logs in with this name and password, or access token: {@link #credentials(Credentials)}. */
    public PullSpec credentials(String username, String password) {
        return credentials(
                Credentials.of(
                        Objects.requireNonNull(username, "username"),
                        Objects.requireNonNull(password, "password")));
    }

    /** Reports the progress of the pull to {@code listener}. */
    public PullSpec onProgress(Progress listener) {
        return with(
                request.platform(),
                request.credentials(),
                Objects.requireNonNull(listener, "listener"),
                request.timeout());
    }

    /**
     * Sets how long the pull may take; without it, there is no limit as long as the engine reports progress. When the time
     * is up the pull is given up with an error that says how far it came; what was fetched stays with the engine for the
     * next try.
     */
    public PullSpec timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return with(request.platform(), request.credentials(), request.progress(), limit);
    }

    /**
     * Pulls the image, unless the engine has its newest version already.
     *
     * @throws io.dockerkit.ImageNotFoundException if the registry has no such image, or does not say whether it has
     * @throws io.dockerkit.AuthenticationRequiredException if the registry requires a login, or another one
     * @throws io.dockerkit.RateLimitedException if the registry refuses more pulls for now
     * @throws io.dockerkit.EngineException if the pull fails for another reason; the message has the engine's words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image execute() {
        return backend.pull(request);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PullSpec that
                && request.reference().equals(that.request.reference())
                && Objects.equals(request.platform(), that.request.platform())
                && Objects.equals(request.credentials(), that.request.credentials());
    }

    @Override
    public int hashCode() {
        return Objects.hash(request.reference(), request.platform());
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return "docker pull "
                + (request.platform() == null ? "" : "--platform " + request.platform() + " ")
                + request.reference();
    }
}
