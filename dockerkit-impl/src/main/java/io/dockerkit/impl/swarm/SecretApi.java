package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.spi.SecretBackend;
import io.dockerkit.swarm.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls about secrets. Thread-safe. */
public final class SecretApi implements SecretBackend {
    private final Rest rest;
    private final Membership scope;

    /** Makes the calls over one connection. */
    public SecretApi(Rest rest) {
        this(rest, Membership.NONE);
    }

    /** Makes the calls over one connection; new secrets belong to a scope. */
    public SecretApi(Rest rest, Membership scope) {
        this.rest = rest;
        this.scope = scope;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Secret create(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        Map<String, Object> labelled = scope.label(ObjectKind.SECRET, body);
        return scope.make(
                () ->
                        get(
                                rest.post("secrets", "create")
                                        .json(labelled)
                                        .to("create secret " + body.get("Name"))
                                        .as(commandLine)
                                        .readText("ID")));
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
