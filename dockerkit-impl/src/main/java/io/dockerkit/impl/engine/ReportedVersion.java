package io.dockerkit.impl.engine;

import io.dockerkit.engine.EngineVersion;

/** An engine's versions as it reports them. Immutable and thread-safe. */
record ReportedVersion(
        String version,
        String apiVersion,
        String minApiVersion,
        String os,
        String arch,
        String kernelVersion,
        String json)
        implements EngineVersion {
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
