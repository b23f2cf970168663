package io.dockerkit.engine;

import java.util.Objects;

/**
 * The engine's versions: the server's half of {@code docker version}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param version the version of the engine, {@code 28.5.2} for instance
 * @param apiVersion the newest version of the Engine API that it speaks
 * @param minApiVersion the oldest version of the Engine API that it speaks
 * @param os its operating system
 * @param arch its processor architecture, {@code amd64} for instance
 * @param kernelVersion the version of its kernel
 * @param json all that the engine said, as JSON text
 */
public record EngineVersion(
        String version,
        String apiVersion,
        String minApiVersion,
        String os,
        String arch,
        String kernelVersion,
        String json) {
    /** Checks that nothing is null. */
    public EngineVersion {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(minApiVersion, "minApiVersion");
        Objects.requireNonNull(os, "os");
        Objects.requireNonNull(arch, "arch");
        Objects.requireNonNull(kernelVersion, "kernelVersion");
        Objects.requireNonNull(json, "json");
    }

    /** Returns the versions in a few words: {@code engine 28.5.2, API 1.51 (oldest 1.24), linux/amd64}. */
    @Override
    public String toString() {
        return "engine "
                + version
                + ", API "
                + apiVersion
                + " (oldest "
                + minApiVersion
                + "), "
                + os
                + "/"
                + arch;
    }
}
