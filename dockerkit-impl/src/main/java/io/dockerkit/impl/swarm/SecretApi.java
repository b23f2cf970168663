package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.SecretBackend;
import io.dockerkit.swarm.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls about secrets. Thread-safe. */
public final class SecretApi implements SecretBackend {
    private final Rest rest;

    /** Makes the calls over one connection. */
    public SecretApi(Rest rest) {
        this.rest = rest;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Secret create(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        String id =
                rest.post("secrets", "create")
                        .json(body)
                        .to("create secret " + body.get("Name"))
                        .as(commandLine)
                        .readText("ID");
        return get(id);
    }

    @Override
    public List<Secret> list(Filters filters) {
        List<Secret> secrets = new ArrayList<>();
        rest.get("secrets")
                .filters(filters)
                .to("list the secrets")
                .as("docker secret ls")
                .readList()
                .forEach(said -> secrets.add(secret(said, "list the secrets")));
        return List.copyOf(secrets);
    }

    @Override
    public Secret get(String idOrName) {
        SwarmObject.requirePath("secret", idOrName);
        String doing = "find secret " + idOrName;
        return secret(
                rest.get("secrets", idOrName)
                        .to(doing)
                        .as("docker secret inspect " + idOrName)
                        .read(),
                doing);
    }

    private Secret secret(JsonNode said, String doing) {
        Fields.text(said, "ID", doing);
        return new EngineSecret(rest, this, said);
    }
}
