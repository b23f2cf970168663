package io.dockerkit.spi;

import io.dockerkit.Credentials;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.Progress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pull comes to, for implementations. Immutable and thread-safe.
 *
 * @param reference the image, with a tag or a digest
 * @param allTags whether all tags of the repository are pulled; the reference has none then
 * @param platform the platform, or null for that of the engine's host
 * @param credentials the login that the caller gave, or null for that of the docker configuration
 * @param progress receives the progress
 * @param timeout how long it may take, or null for as long as the engine reports
 */
public record PullRequest(
        ImageReference reference,
        boolean allTags,
        @Nullable String platform,
        @Nullable Credentials credentials,
        Progress progress,
        @Nullable Duration timeout) {
    /** Checks that nothing is null. */
    public PullRequest {
        Objects.requireNonNull(reference, "reference");
        if (timeout != null) {
            Checks.positive("timeout", timeout);
        }
        Objects.requireNonNull(progress, "progress");
    }

    /** Returns the same request for another platform. */
    public PullRequest forPlatform(String other) {
        return new PullRequest(reference, allTags, other, credentials, progress, timeout);
    }
}
