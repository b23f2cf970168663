package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Removal;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.swarm.Secret;
import java.util.Optional;

/** A secret with what the engine said about it. Thread-safe. */
final class EngineSecret extends SwarmObject implements Secret {
    private final SecretApi api;

    EngineSecret(Rest rest, SecretApi api, JsonNode said) {
        super(rest, said);
        this.api = api;
    }

    @Override
    public Optional<String> driver() {
        return ApiObject.present(part("/Spec/Driver/Name"));
    }

    @Override
    public Optional<String> templateDriver() {
        return ApiObject.present(part("/Spec/Templating/Name"));
    }

    @Override
    public Secret inspect() {
        return api.get(id());
    }

    @Override
    public Removal remove() {
        return remove("secrets", "secret", "docker secret rm " + name(), false);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "secret " + name();
    }
}
