package io.dockerkit.image;

import io.dockerkit.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One image as {@code docker images} lists it, with all its names.
 *
 * <p>Immutable and thread-safe.
 */
public interface ImageSummary {
    /** Returns the full id, {@code sha256:…}. */
    String id();

    /** Returns its names, {@code repository:tag}; empty for a dangling image. */
    List<String> tags();

    /** Returns its names by digest, {@code repository@sha256:…}; empty for one that was never pulled or pushed. */
    List<String> digests();

    /** Returns when it was created. */
    Instant created();

    /** Returns its size in bytes, shared layers included. */
    long size();

    /** Returns its labels. */
    Map<String, String> labels();

    /** Returns the id of the image that it was built from on this engine; empty if it was not. */
    String parent();

    /** Returns what the image is in a registry; empty from engines that do not store images with containerd. */
    Optional<Image.Descriptor> descriptor();

    /** Returns the manifests, one for each platform and attestation; empty unless {@link ImageQuery#manifests()} asked for them. */
    List<Image.Manifest> manifests();

    /** Returns whether it has no name any more. */
    default boolean isDangling() {
        return tags().isEmpty();
    }

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);
}
