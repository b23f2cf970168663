package io.dockerkit.image;

import java.util.Objects;

/**
 * One report of a pull's progress.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the layer's short id, or the tag for the report about the whole; empty where the engine names none
 * @param status the current step, in the engine's words: {@code Downloading}, {@code Pull complete}, {@code Digest: …}
 * @param current how many bytes are done; 0 where the engine does not say
 * @param total how many bytes there are; 0 where the engine does not say
 */
public record ProgressEvent(String id, String status, long current, long total) {
    /** Checks that nothing is null. */
    public ProgressEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
    }

    /** Returns whether this is about one layer, and not about the whole. */
    boolean isAboutALayer() {
        return !id.isEmpty() && !startsAnOperation();
    }

    /** Returns whether a pull begins with this; its id is the tag. */
    boolean startsAnOperation() {
        return status.startsWith("Pulling from ");
    }

    /** Returns the report as a line without sizes: {@code <id>: <status>}, or the status if there is no id. */
    String line() {
        return id.isEmpty() ? status : id + ": " + status;
    }
}
