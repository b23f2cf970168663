package io.dockerkit.buildkit;

import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.build.SessionBuilder;
import io.dockerkit.spi.BuildRequest;
import java.util.Map;
import java.util.function.Consumer;

/** Builds over a session with BuildKit. Thread-safe. */
public final class BuildkitBuilder implements SessionBuilder {
    /** Makes the builder; the {@link java.util.ServiceLoader} does. */
    public BuildkitBuilder() {}

    @Override
    public Map<String, String> build(
            BuildRequest request, BuildEngine engine, Consumer<? super byte[]> status) {
        BuildPlan plan = new RequestedPlan(request, engine).plan();
        return new RunningBuild(plan, engine, status).run();
    }
}
