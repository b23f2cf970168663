package io.dockerkit.compose;

import java.util.Objects;

/**
 * What happens while a project is brought up, for {@code onProgress(…)}: a line of the progress of {@code docker compose up}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param subject what it happens to: {@code Container shop-db-1}, {@code Network shop_default}, {@code Service web}
 * @param status what happens: {@code Creating}, {@code Created}, {@code Recreated}, {@code Running}, {@code Started}, {@code
 *     Healthy}, {@code Pulling}, {@code Building}, {@code Warning} and the like
 * @param detail more about it, such as a line of a build's output or the text of a warning; empty if there is none
 */
public record ComposeProgress(String subject, String status, String detail) {
    /** Checks that nothing is null. */
    public ComposeProgress {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    /** Returns the subject, the status and the detail. */
    @Override
    public String toString() {
        return subject + " " + status + (detail.isEmpty() ? "" : ": " + detail);
    }
}
