package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Credentials;
import io.dockerkit.Json;
import io.dockerkit.PruneReport;
import io.dockerkit.Subscription;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.DiskUsage;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.Login;
import io.dockerkit.engine.SystemPruneSpec;
import io.dockerkit.impl.concurrent.StreamSubscription;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.RegistryKey;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.JsonTree;
import io.dockerkit.impl.rest.Ping;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.EngineBackend;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls about the engine itself. Thread-safe. */
public final class EngineApi implements EngineBackend {
    private final Rest rest;
    private final Logins logins;
    private final @Nullable DockerBackend nouns;

    /** Makes the calls over one connection, for a user who is logged in nowhere. */
    public EngineApi(Rest rest) {
        this(rest, Logins.none());
    }

    /** Makes the calls over one connection, for a user with logins at registries. */
    public EngineApi(Rest rest, Logins logins) {
        this(rest, logins, null);
    }

    /**
     * Makes the calls over one connection.
     *
     * @param nouns the other calls of the connection; null where nothing is pruned
     */
    public EngineApi(Rest rest, Logins logins, @Nullable DockerBackend nouns) {
        this.rest = rest;
        this.logins = logins;
        this.nouns = nouns;
    }

    @Override
    public EngineCommands.Ping ping() {
        Ping ping = rest.ping();
        return new ReportedPing(ping.apiVersion(), ping.osType(), rest.version().toString());
    }

    @Override
    public EngineVersion version() {
        String doing = "ask for the engine's version";
        JsonNode said = rest.get("version").to(doing).read();
        Fields.text(said, "Version", doing);
        return version(said);
    }

    static EngineVersion version(JsonNode answer) {
        return new JsonEngineVersion(answer);
    }

    @Override
    public EngineInfo info() {
        JsonNode said = rest.get("info").to("ask for the engine's info").read();
        Fields.text(said, "ServerVersion", "ask for the engine's info");
        return new JsonEngineInfo(said);
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

    static EngineEvent event(JsonNode answer) {
        Json said = JsonTree.lenient(answer);
        String scope = said.at("/scope").text();
        long nanos = said.at("/timeNano").number();
        return new EngineEvent(
                said.at("/Type").text(),
                said.at("/Action").text(),
                said.at("/Actor/ID").text(),
                said.at("/Actor/Attributes").textFields(),
                scope.isEmpty() ? "local" : scope,
                nanos == 0 ? seconds(said.at("/time").number()) : Instant.EPOCH.plusNanos(nanos));
    }

    private static Instant seconds(long sinceEpoch) {
        boolean known = sinceEpoch <= Instant.MAX.getEpochSecond() && sinceEpoch >= 0;
        return known ? Instant.ofEpochSecond(sinceEpoch) : Instant.EPOCH;
    }

    @Override
    public Subscription subscribe(
            Filters filters, String since, String until, Consumer<? super EngineEvent> consumer) {
        return StreamSubscription.start(
                events(filters, since, until), consumer, "the engine's events");
    }

    @Override
    public DiskUsage diskUsage(Set<DiskUsage.Kind> kinds) {
        return new DiskSpace(rest).usage(kinds);
    }

    @Override
    public SystemPruneSpec.Report prune(Filters filters, boolean all, boolean volumes) {
        return systemPrune(filters, all, volumes).execute();
    }

    @Override
    public SystemPruneSpec.Report pruneDryRun(Filters filters, boolean all, boolean volumes) {
        return systemPrune(filters, all, volumes).dryRun();
    }

    private SystemPrune systemPrune(Filters filters, boolean all, boolean volumes) {
        return new SystemPrune(
                rest,
                Objects.requireNonNull(nouns, "the other calls of the connection"),
                filters,
                all,
                volumes);
    }

    @Override
    public PruneReport pruneBuildCache(Filters filters, boolean all, long keepStorage) {
        return new DiskSpace(rest).prune(filters, all, keepStorage);
    }

    @Override
    public PruneReport pruneBuildCacheDryRun(Filters filters, boolean all) {
        return new DiskSpace(rest).pruneDryRun(filters, all);
    }

    @Override
    public EngineVersion.Client client() {
        DockerBackend connection = nouns;
        return ClientVersion.of(rest, connection == null ? "" : connection.source());
    }

    @Override
    public Login login(String server) {
        return new LoggingIn(rest, logins.store()).again(server);
    }
}
