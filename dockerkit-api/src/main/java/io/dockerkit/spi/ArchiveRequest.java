package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import io.dockerkit.image.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the save, the load and the import of an archive have in common, for implementations. Immutable and thread-safe.
 *
 * @param platform the platform as the caller named it, or null for all, or for that of the engine's host
 * @param needs flags that not every engine knows, and the version of the API that brought each
 * @param progress receives the progress
 * @param timeout how long it may take, or null for as long as the engine reports or sends
 * @param commandLine the equivalent command line for errors
 */
public record ArchiveRequest(
        @Nullable String platform,
        Map<String, String> needs,
        Progress progress,
        @Nullable Duration timeout,
        String commandLine) {
    /** Checks that nothing is null. */
    public ArchiveRequest {
        needs = Map.copyOf(Checks.entries("needs", needs));
        Objects.requireNonNull(progress, "progress");
        if (timeout != null) {
            Checks.positive("timeout", timeout);
        }
        Objects.requireNonNull(commandLine, "commandLine");
    }
}
