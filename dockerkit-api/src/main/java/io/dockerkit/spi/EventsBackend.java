package io.dockerkit.spi;

import io.dockerkit.Subscription;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.EngineEvent;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The call of {@code docker events}. Thread-safe. */
public interface EventsBackend {
    /** Returns what happens; the times are Unix seconds or empty, and the caller closes the stream. */
    Stream<EngineEvent> events(Filters filters, String since, String until);

    /** Hands what happens to the consumer. */
    Subscription subscribe(
            Filters filters, String since, String until, Consumer<? super EngineEvent> consumer);
}
