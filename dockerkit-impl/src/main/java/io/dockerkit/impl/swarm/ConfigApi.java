package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.swarm.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls about configs. Thread-safe. */
public final class ConfigApi implements ConfigBackend {
    private final Rest rest;
    private final Membership scope;

    /** Makes the calls over one connection. */
    public ConfigApi(Rest rest) {
        this(rest, Membership.NONE);
    }

    /** Makes the calls over one connection; new configs belong to a scope. */
    public ConfigApi(Rest rest, Membership scope) {
        this.rest = rest;
        this.scope = scope;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Config create(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        Map<String, Object> labelled = scope.label(ObjectKind.CONFIG, body);
        return scope.make(
                () ->
                        get(
                                rest.post("configs", "create")
                                        .json(labelled)
                                        .to("create config " + body.get("Name"))
                                        .as(commandLine)
                                        .readText("ID")));
    }

    @Override
    public List<Config> list(Filters filters) {
        List<Config> configs = new ArrayList<>();
        rest.get("configs")
                .filters(filters)
                .to("list the configs")
                .as("docker config ls")
                .readList()
                .forEach(said -> configs.add(config(said, "list the configs")));
        return List.copyOf(configs);
    }

    @Override
    public Config get(String idOrName) {
        SwarmObject.requirePath("config", idOrName);
        String doing = "find config " + idOrName;
        return config(
                rest.get("configs", idOrName)
                        .to(doing)
                        .as("docker config inspect " + idOrName)
                        .read(),
                doing);
    }

    private Config config(JsonNode said, String doing) {
        Fields.text(said, "ID", doing);
        return new EngineConfig(rest, this, said);
    }
}
