package io.dockerkit.engine;

import static io.dockerkit.cli.Flag.one;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.Subscription;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilterFlag;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.container.Container;
import io.dockerkit.image.Image;
import io.dockerkit.network.Network;
import io.dockerkit.spi.EventsBackend;
import io.dockerkit.volume.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A {@code docker events}: what happens on the engine. No request is sent until {@link #stream()} or {@link #subscribe}.
 *
 * <pre>{@code
 * try (Stream<EngineEvent> events = Engine.events().type("container").event("die").stream()) {
 *     events.limit(1).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>With {@link #until} alone or with {@link #since}, the stream ends there; otherwise it stays open until it is closed.
 * The engine begins to watch a moment after it has answered: who must not miss what happens right then says {@link #since}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class EventsSpec extends FilteredOptions<EventsSpec>
        implements FilterOptions<EventsSpec>, FlagOptions<EventsSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker events",
                    List.of(
                            FilterFlag.row("Keep only what the filter leaves").shorthand('f'),
                            one("since", Timestamps.FORM, "Begin with what happened then")
                                    .checked(Timestamps::check),
                            one("until", Timestamps.FORM, "End then").checked(Timestamps::check)));

    private final EventsBackend backend;

    private EventsSpec(EventsBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected EventsSpec with(CommandLine next) {
        return new EventsSpec(backend, next);
    }

    /**
     * Returns the spec of all events that a backend has; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static EventsSpec of(EventsBackend backend) {
        return new EventsSpec(
                Objects.requireNonNull(backend, "backend"), CommandLine.of(TABLE, List.of()));
    }

    /** Keeps what happens to such things, {@code container} for instance: {@code --filter type=…}. */
    public EventsSpec type(String type) {
        return filter("type", Checks.text("--filter type", "type", type));
    }

    /** Keeps what is called so, {@code start} or {@code die} for instance: {@code --filter event=…}. */
    public EventsSpec event(String action) {
        return filter("event", Checks.text("--filter event", "action", action));
    }

    /** Keeps what happens to this container, by name or id: {@code --filter container=…}. */
    public EventsSpec container(String container) {
        return filter("container", Checks.text("--filter container", "container", container));
    }

    /** Keeps what happens to this image or to containers of it: {@code --filter image=…}. */
    public EventsSpec image(String image) {
        return filter("image", Checks.text("--filter image", "image", image));
    }

    /** Keeps what happens to this network or to containers that join or leave it: {@code --filter network=…}. */
    public EventsSpec network(String network) {
        return filter("network", Checks.text("--filter network", "network", network));
    }

    /** Keeps what happens to this volume: {@code --filter volume=…}. */
    public EventsSpec volume(String volume) {
        return filter("volume", Checks.text("--filter volume", "volume", volume));
    }

    /** Keeps what happens to the engine of this name or id: {@code --filter daemon=…}. */
    public EventsSpec daemon(String daemon) {
        return filter("daemon", Checks.text("--filter daemon", "daemon", daemon));
    }

    /** Keeps what happens to this plugin: {@code --filter plugin=…}. */
    public EventsSpec plugin(String plugin) {
        return filter("plugin", Checks.text("--filter plugin", "plugin", plugin));
    }

    /** Keeps what happens to this service of a swarm: {@code --filter service=…}. */
    public EventsSpec service(String service) {
        return filter("service", Checks.text("--filter service", "service", service));
    }

    /** Keeps what happens to this node of a swarm: {@code --filter node=…}. */
    public EventsSpec node(String node) {
        return filter("node", Checks.text("--filter node", "node", node));
    }

    /** Keeps what happens to this secret of a swarm: {@code --filter secret=…}. */
    public EventsSpec secret(String secret) {
        return filter("secret", Checks.text("--filter secret", "secret", secret));
    }

    /** Keeps what happens to this config of a swarm: {@code --filter config=…}. */
    public EventsSpec config(String config) {
        return filter("config", Checks.text("--filter config", "config", config));
    }

    /** Keeps the events of this scope, {@code local} or {@code swarm}: {@code --filter scope=…}. */
    public EventsSpec scope(String scope) {
        return filter("scope", Checks.text("--filter scope", "scope", scope));
    }

    /** Keeps what happens to this container. */
    public EventsSpec container(Container container) {
        return container(Objects.requireNonNull(container, "container").id());
    }

    /** Keeps what happens to this image or to containers of it. */
    public EventsSpec image(Image image) {
        return image(Objects.requireNonNull(image, "image").reference());
    }

    /** Keeps what happens to this network or to containers that join or leave it. */
    public EventsSpec network(Network network) {
        return network(Objects.requireNonNull(network, "network").id());
    }

    /** Keeps what happens to this volume. */
    public EventsSpec volume(Volume volume) {
        return volume(Objects.requireNonNull(volume, "volume").name());
    }

    /** Begins with what happened at this time, as far as the engine remembers (256 events): {@code --since}. */
    public EventsSpec since(Instant time) {
        return flag("since", Timestamps.text("--since", time));
    }

    /** Begins with what happened so long ago: {@code --since 10m}. */
    public EventsSpec since(Duration ago) {
        return flag("since", Timestamps.text("--since", ago));
    }

    /** Ends at this time, which may lie ahead: {@code --until}. */
    public EventsSpec until(Instant time) {
        return flag("until", Timestamps.text("--until", time));
    }

    /** Ends with what happened so long ago; zero for now: {@code --until 10m}. */
    public EventsSpec until(Duration ago) {
        return flag("until", Timestamps.text("--until", ago));
    }

    /** Returns the events as they come and are asked for. Close the stream: that frees the connection at once. */
    @CanIgnoreReturnValue
    public Stream<EngineEvent> stream() {
        return backend.events(filters(), unix("since"), unix("until"));
    }

    /** Hands each event to the consumer, in a thread of its own; close the subscription to end it. */
    @CanIgnoreReturnValue
    public Subscription subscribe(Consumer<? super EngineEvent> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return backend.subscribe(filters(), unix("since"), unix("until"), consumer);
    }

    private String unix(String flag) {
        return line().flags()
                .value(flag)
                .map(time -> Timestamps.toUnix(time, Instant.now()))
                .orElse("");
    }
}
