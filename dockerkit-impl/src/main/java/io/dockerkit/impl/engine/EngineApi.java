package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.engine.EngineBackend;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EnginePing;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.impl.rest.Rest;

/** The calls about the engine itself. Thread-safe. */
public final class EngineApi implements EngineBackend {
    private final Rest rest;

    /** Makes the calls over one connection. */
    public EngineApi(Rest rest) {
        this.rest = rest;
    }

    @Override
    public EnginePing ping() {
        Rest.Ping ping = rest.ping();
        return new EnginePing(ping.apiVersion(), ping.osType(), rest.version().toString());
    }

    @Override
    public EngineVersion version() {
        JsonNode said = rest.get("version").to("ask for the engine's version").read();
        return new EngineVersion(
                said.path("Version").asText(""),
                said.path("ApiVersion").asText(""),
                said.path("MinAPIVersion").asText(""),
                said.path("Os").asText(""),
                said.path("Arch").asText(""),
                said.path("KernelVersion").asText(""),
                said.toString());
    }

    @Override
    public EngineInfo info() {
        return new Info(rest.get("info").to("ask for the engine's info").read());
    }
}
