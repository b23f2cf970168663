package io.dockerkit.spi;

import io.dockerkit.Credentials;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a push comes to, for implementations. Immutable and thread-safe.
 *
 * @param reference the image, with a tag
 * @param allTags whether all tags of the repository are pushed
 * @param platform the one platform to push, or null for all that the engine has
 * @param needs flags that not every engine knows, and the version of the API that brought each
 * @param credentials the login that the caller gave, or null for that of the docker configuration
 * @param progress receives the progress
 * @param timeout how long it may take, or null for as long as the engine reports
 * @param commandLine the equivalent {@code docker push} line for errors
 */
public record PushRequest(
        ImageReference reference,
        boolean allTags,
        @Nullable String platform,
        Map<String, String> needs,
        @Nullable Credentials credentials,
        Progress progress,
        @Nullable Duration timeout,
        String commandLine) {
    /** Checks that nothing is null. */
    public PushRequest {
        Objects.requireNonNull(reference, "reference");
        needs = Map.copyOf(Checks.entries("needs", needs));
        Objects.requireNonNull(progress, "progress");
        if (timeout != null) {
            Checks.positive("timeout", timeout);
        }
        Objects.requireNonNull(commandLine, "commandLine");
    }
}
