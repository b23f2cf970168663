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
}
