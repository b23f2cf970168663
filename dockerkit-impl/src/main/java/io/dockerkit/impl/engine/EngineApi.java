package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Credentials;
import io.dockerkit.Subscription;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.EngineBackend;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EnginePing;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.Login;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.RegistryKey;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.Pushed;
import io.dockerkit.impl.rest.Rest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The calls about the engine itself. Thread-safe. */
public final class EngineApi implements EngineBackend {
    private final Rest rest;
    private final Logins logins;

    /** Makes the calls over one connection, for a user who is logged in nowhere. */
    public EngineApi(Rest rest) {
        this(rest, Logins.none());
    }

    /** Makes the calls over one connection, for a user with logins at registries. */
    public EngineApi(Rest rest, Logins logins) {
        this.rest = rest;
        this.logins = logins;
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
                JsonText.text(said));
    }

    @Override
    public EngineInfo info() {
        return new Info(rest.get("info").to("ask for the engine's info").read());
    }

    @Override
    public Login login(String server, Credentials credentials) {
        return new LoggingIn(rest, logins.store()).login(server, credentials);
    }

    @Override
    public boolean logout(String server) {
        return logins.store().forget(RegistryKey.ofServer(server));
    }

    @Override
    public Stream<EngineEvent> events(Filters filters, String since, String until) {
        Call call =
                rest.get("events")
                        .filters(filters)
                        .to("watch the engine's events")
                        .as("docker events");
        if (!since.isEmpty()) {
            call.query("since", since);
        }
        if (!until.isEmpty()) {
            call.query("until", until);
        }
        return JsonItems.stream(call.open(), "the engine's events").map(EngineApi::event);
    }

    private static EngineEvent event(JsonNode said) {
        Map<String, String> attributes = new LinkedHashMap<>();
        JsonText.fields(said.path("Actor").path("Attributes"))
                .forEach(field -> attributes.put(field.getKey(), field.getValue().asText()));
        return new EngineEvent(
                said.path("Type").asText(),
                said.path("Action").asText(),
                said.path("Actor").path("ID").asText(),
                attributes,
                said.path("scope").asText("local"),
                Instant.EPOCH.plusNanos(said.path("timeNano").asLong()));
    }

    @Override
    public Subscription subscribe(
            Filters filters, String since, String until, Consumer<? super EngineEvent> consumer) {
        return Pushed.start(events(filters, since, until), consumer, "the engine's events");
    }
}
