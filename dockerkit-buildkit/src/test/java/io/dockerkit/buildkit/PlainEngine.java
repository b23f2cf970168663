package io.dockerkit.buildkit;

import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.transport.Duplex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine whose user has no settings. It has no connections; a test adds those that it needs. */
class PlainEngine implements BuildEngine {
    @Override
    public String address() {
        return "memory";
    }

    @Override
    public Duplex upgrade(
            String path, Map<String, List<String>> headers, @Nullable Duration atMost) {
        throw new AssertionError("no connection is handed over");
    }

    @Override
    public Duplex connect(@Nullable Duration atMost) {
        throw new AssertionError("nothing listens at an address of its own");
    }

    @Override
    public final Optional<Login> login(String registry) {
        return Optional.empty();
    }

    @Override
    public final Map<String, String> proxies() {
        return Map.of();
    }

    @Override
    public final String defaultPlatform() {
        return "";
    }
}
