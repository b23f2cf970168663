package io.dockerkit.impl.container;

import io.dockerkit.Json;
import io.dockerkit.container.ContainerDetails.HealthResult;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.Optional;

/** One entry of a health check's log. Immutable and thread-safe. */
record JsonHealthResult(Json said) implements HealthResult {
    @Override
    public Optional<Instant> startedAt() {
        return ApiObject.time(said.at("/Start"));
    }

    @Override
    public Optional<Instant> finishedAt() {
        return ApiObject.time(said.at("/End"));
    }

    @Override
    public int exitCode() {
        return ApiObject.integer(said.at("/ExitCode"));
    }

    @Override
    public String output() {
        return said.at("/Output").text();
    }

    /** Returns time and exit code; what the check wrote may hold secrets. */
    @Override
    public String toString() {
        return "exit code " + exitCode() + startedAt().map(at -> " at " + at).orElse("");
    }
}
