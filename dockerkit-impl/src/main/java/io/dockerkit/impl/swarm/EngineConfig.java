package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Removal;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.swarm.Config;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A config with what the engine said about it. Thread-safe. */
final class EngineConfig extends SwarmObject implements Config {
    private final ConfigApi api;

    EngineConfig(Rest rest, ConfigApi api, JsonNode said) {
        super(rest, said);
        this.api = api;
    }

    @Override
    public byte[] content() {
        try {
            return Base64.getDecoder().decode(text("/Spec/Data"));
        } catch (IllegalArgumentException malformed) {
            throw Fields.missing("read config " + name(), "Data");
        }
    }

    @Override
    public String text() {
        return new String(content(), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> templateDriver() {
        return ApiObject.present(part("/Spec/Templating/Name"));
    }

    @Override
    public Config inspect() {
        return api.get(id());
    }

    @Override
    public Removal remove() {
        return remove("configs", "config", "docker config rm " + name(), false);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "config " + name();
    }
}
