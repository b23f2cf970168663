package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.swarm.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls about configs. Thread-safe. */
public final class ConfigApi implements ConfigBackend {
    private final Rest rest;

    /** Makes the calls over one connection. */
    public ConfigApi(Rest rest) {
        this.rest = rest;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Config create(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        String id =
                rest.post("configs", "create")
                        .json(body)
                        .to("create config " + body.get("Name"))
                        .as(commandLine)
                        .readText("ID");
        return get(id);
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
