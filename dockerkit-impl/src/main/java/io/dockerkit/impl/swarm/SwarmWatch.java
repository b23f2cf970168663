package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something changed in a swarm. Managers send events about services and nodes, and engines about their own
 * containers; of tasks on other nodes nobody tells, so that a wait also ends after a while. For one thread at a time.
 */
final class SwarmWatch implements AutoCloseable {
    /** How long a wait without an event lasts at most. */
    static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.swarm");

    /** What is told about a container reaches the manager a moment later, and several come together. */
    private static final long SETTLE_MILLIS = 100;

    private final Semaphore changes = new Semaphore(0);
    private final AtomicBoolean service = new AtomicBoolean(true);
    private final AtomicBoolean nodes = new AtomicBoolean(true);
    private final Answer events;

    SwarmWatch(Rest rest) {
        events =
                rest.get("events")
                        .filters(
                                Filters.none()
                                        .with("type", "service")
                                        .with("type", "node")
                                        .with("type", "container"))
                        .to("watch the swarm's events")
                        .as("docker events")
                        .open();
        Threads.start("dockerkit-swarm-events", this::read);
    }

    private void read() {
        try {
            JsonItems.stream(events, "the swarm's events").forEach(this::take);
        } catch (DockerException ended) {
            LOG.debug("the events of the swarm ended", ended);
        }
    }

    private void take(JsonNode event) {
        switch (event.path("Type").asText("")) {
            case "service" -> service.set(true);
            case "node" -> nodes.set(true);
            default -> {
                // a container of this engine
            }
        }
        changes.release();
    }

    /** Returns whether a service has changed since the last question. */
    boolean hasServiceChanged() {
        return service.getAndSet(false);
    }

    /** Returns whether a node has changed since the last question. */
    boolean haveNodesChanged() {
        return nodes.getAndSet(false);
    }

    /** Waits for an event, but no longer than this. Returns whether there was one. */
    boolean await(Duration atMost, String doing) {
        try {
            boolean changed = changes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (changed) {
                TimeUnit.MILLISECONDS.sleep(Math.min(SETTLE_MILLIS, atMost.toMillis()));
                changes.drainPermits();
            }
            return changed;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while " + doing, interrupted);
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
