package io.dockerkit.engine;

import static io.dockerkit.cli.Flag.one;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.Subscription;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilterFlag;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.spi.EngineBackend;
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
public final class EventsSpec implements FilterOptions<EventsSpec>, FlagOptions<EventsSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker events",
                    List.of(
                            FilterFlag.row("Keep only what the filter leaves").shorthand('f'),
                            one("since", Timestamps.FORM, "Begin with what happened then")
                                    .checked(Timestamps::check),
                            one("until", Timestamps.FORM, "End then").checked(Timestamps::check)));

    private final EngineBackend backend;
    private final CommandLine line;

    private EventsSpec(EngineBackend backend, CommandLine line) {
        this.backend = backend;
        this.line = line;
    }

    static EventsSpec of(EngineBackend backend) {
        return new EventsSpec(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    public EventsSpec flag(String name, String value) {
        return new EventsSpec(backend, line.with(name, value));
    }

    @Override
    public EventsSpec filter(String key, String value) {
        return flag("filter", FilterFlag.pair(key, value));
    }

    private Filters filters() {
        return FilterFlag.of(line.flags());
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
    public Stream<EngineEvent> stream() {
        return backend.events(filters(), unix("since"), unix("until"));
    }

    /** Hands each event to the consumer, in a thread of its own; close the subscription to end it. */
    public Subscription subscribe(Consumer<? super EngineEvent> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return backend.subscribe(filters(), unix("since"), unix("until"), consumer);
    }

    private String unix(String flag) {
        return line.flags()
                .value(flag)
                .map(time -> Timestamps.toUnix(time, Instant.now()))
                .orElse("");
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return line.text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventsSpec that
                && filters().equals(that.filters())
                && line.flags().value("since").equals(that.line.flags().value("since"))
                && line.flags().value("until").equals(that.line.flags().value("until"));
    }

    @Override
    public int hashCode() {
        return Objects.hash(filters(), line.flags().value("since"), line.flags().value("until"));
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
