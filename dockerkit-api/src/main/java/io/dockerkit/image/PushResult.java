package io.dockerkit.image;

import java.util.Objects;

/**
 * What a push left in the registry.
 *
 * <p>Immutable and thread-safe.
 *
 * @param tag the tag that was pushed
 * @param digest the digest by which the registry knows the image, {@code sha256:…}
 * @param size the length of the manifest in bytes
 */
public record PushResult(String tag, String digest, long size) {
    /** Checks that nothing is null. */
    public PushResult {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(digest, "digest");
    }
}
