package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an import comes to, for implementations. Immutable and thread-safe.
 *
 * @param archive the archive to send, or null if the engine fetches it
 * @param address the address from which the engine fetches the archive; empty if it is sent
 * @param reference the name for the image, or the empty text for none
 * @param message the message of the import, or the empty text for none
 * @param changes the Dockerfile instructions to apply
 * @param how platform, progress and time-out
 */
public record ImportRequest(
        @Nullable StdinSource archive,
        String address,
        String reference,
        String message,
        List<String> changes,
        ArchiveRequest how) {
    /** Checks that nothing is null but the archive. */
    public ImportRequest {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(message, "message");
        changes = Checks.elements("changes", changes);
        Objects.requireNonNull(how, "how");
    }
}
