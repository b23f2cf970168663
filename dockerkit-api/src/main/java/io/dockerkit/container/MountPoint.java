package io.dockerkit.container;

import java.util.Objects;

/**
 * Something mounted into a container, as {@code docker inspect} lists it under {@code Mounts}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs} or another that the engine knows
 * @param name the volume's name; empty for what is not a volume
 * @param source the path on the engine's host
 * @param target the path in the container
 * @param readOnly whether the container cannot write to it
 */
public record MountPoint(String type, String name, String source, String target, boolean readOnly) {
    /** Checks that nothing is null. */
    public MountPoint {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
