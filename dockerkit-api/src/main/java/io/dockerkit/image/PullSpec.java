package io.dockerkit.image;

import io.dockerkit.InvalidOptionException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker pull}. Nothing happens until {@link #execute()}.
 *
 * <pre>{@code
 * Image ubuntu = Images.pull("ubuntu").onProgress(Progress.console()).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they pull the same for the same
 * platform; progress and time-out do not count.
 */
public final class PullSpec {
    private final ImageBackend backend;
    private final ImageReference reference;
    private final @Nullable String platform;
    private final Progress progress;
    private final @Nullable Duration timeout;

    private PullSpec(
            ImageBackend backend,
            ImageReference reference,
            @Nullable String platform,
            Progress progress,
            @Nullable Duration timeout) {
        this.backend = backend;
        this.reference = reference;
        this.platform = platform;
        this.progress = progress;
        this.timeout = timeout;
    }

    static PullSpec of(ImageBackend backend, String image) {
        return new PullSpec(
                backend, ImageReference.parse(image).withDefaultTag(), null, Progress.none(), null);
    }

    /** Pulls the image for this platform, {@code os[/arch[/variant]]}: {@code --platform}. */
    public PullSpec platform(String value) {
        if (value.isBlank()) {
            throw new InvalidOptionException(
                    "--platform", value, "accepted form: os[/arch[/variant]]");
        }
        return new PullSpec(backend, reference, value, progress, timeout);
    }

    /** Tells {@code listener} how the pull goes on. */
    public PullSpec onProgress(Progress listener) {
        return new PullSpec(
                backend,
                reference,
                platform,
                Objects.requireNonNull(listener, "listener"),
                timeout);
    }

    /**
     * Sets how long the pull may take; without it, as long as the engine goes on reporting. When the time is up the pull
     * is given up with an error that says how far it came; what was fetched stays with the engine for the next try.
     */
    public PullSpec timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new InvalidOptionException(
                    "timeout", limit.toString(), "the time must be positive");
        }
        return new PullSpec(backend, reference, platform, progress, limit);
    }

    /**
     * Pulls the image, unless the engine has its newest version already.
     *
     * @throws io.dockerkit.ImageNotFoundException if the registry has no such image, or wants a login
     * @throws io.dockerkit.EngineException if the pull fails for another reason; the message has the engine's words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    public Image execute() {
        return backend.pull(reference, platform, progress, timeout);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PullSpec that
                && reference.equals(that.reference)
                && Objects.equals(platform, that.platform);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reference, platform);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return "docker pull "
                + (platform == null ? "" : "--platform " + platform + " ")
                + reference;
    }
}
