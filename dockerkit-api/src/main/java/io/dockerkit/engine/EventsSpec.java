package io.dockerkit.engine;

import io.dockerkit.FilterOptions;
import io.dockerkit.Subscription;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.spi.EngineBackend;
import java.time.Duration;
import java.time.Instant;
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
public final class EventsSpec implements FilterOptions<EventsSpec> {
    private final EngineBackend backend;
    private final Filters filters;
    private final String since;
    private final String until;

    private EventsSpec(EngineBackend backend, Filters filters, String since, String until) {
        this.backend = backend;
        this.filters = filters;
        this.since = since;
        this.until = until;
    }

    static EventsSpec of(EngineBackend backend) {
        return new EventsSpec(backend, Filters.none(), "", "");
    }

    @Override
    public EventsSpec filter(String key, String value) {
        return new EventsSpec(backend, filters.with(key, value), since, until);
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
        return new EventsSpec(backend, filters, Timestamps.text("--since", time), until);
    }

    /** Begins with what happened so long ago: {@code --since 10m}. */
    public EventsSpec since(Duration ago) {
        return new EventsSpec(backend, filters, Timestamps.text("--since", ago), until);
    }

    /** Ends at this time, which may lie ahead: {@code --until}. */
    public EventsSpec until(Instant time) {
        return new EventsSpec(backend, filters, since, Timestamps.text("--until", time));
    }

    /** Ends with what happened so long ago; zero for now: {@code --until 10m}. */
    public EventsSpec until(Duration ago) {
        return new EventsSpec(backend, filters, since, Timestamps.text("--until", ago));
    }

    /** Returns the events as they come and are asked for. Close the stream: that frees the connection at once. */
    public Stream<EngineEvent> stream() {
        return backend.events(filters, unix(since), unix(until));
    }

    /** Hands each event to the consumer, in a thread of its own; close the subscription to end it. */
    public Subscription subscribe(Consumer<? super EngineEvent> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return backend.subscribe(filters, unix(since), unix(until), consumer);
    }

    private static String unix(String time) {
        return time.isEmpty() ? "" : Timestamps.toUnix(time, Instant.now());
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return ("docker events "
                        + (since.isEmpty() ? "" : "--since " + since + " ")
                        + (until.isEmpty() ? "" : "--until " + until + " ")
                        + filters)
                .strip();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventsSpec that
                && filters.equals(that.filters)
                && since.equals(that.since)
                && until.equals(that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(filters, since, until);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
