package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what changed about a service. Managers send events about services and nodes, and engines about their own containers;
 * of tasks on other nodes nobody tells. What other services and containers do is left out. For one thread at a time.
 */
final class SwarmWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.swarm");
    private static final String LABEL = "com.docker.swarm.";

    private final Semaphore changes = new Semaphore(0);
    private final AtomicBoolean service = new AtomicBoolean(true);
    private final AtomicBoolean nodes = new AtomicBoolean(true);
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final Set<String> healthy = ConcurrentHashMap.newKeySet();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Answer events;
    private volatile @Nullable String serviceId;
    private volatile boolean lost;

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
        } catch (DockerException end) {
            LOG.debug("the events of the swarm ended", end);
        } finally {
            lost = true;
        }
    }

    /** Tells which service it is; until then, all of them count. */
    void about(String id) {
        serviceId = id;
    }

    private void take(JsonNode event) {
        JsonNode actor = event.path("Actor");
        boolean isNews =
                switch (event.path("Type").asText("")) {
                    case "service" -> isOurs(actor.path("ID").asText("")) && tell(service);
                    case "node" -> tell(nodes);
                    default -> isNews(event.path("Action").asText(""), actor.path("Attributes"));
                };
        if (isNews) {
            changes.release();
        }
    }

    private static boolean tell(AtomicBoolean what) {
        what.set(true);
        return true;
    }

    private boolean isOurs(String id) {
        String known = serviceId;
        return known == null || known.equals(id);
    }

    /** Takes an event of a container of this engine. */
    private boolean isNews(String action, JsonNode labels) {
        String task = labels.path(LABEL + "task.id").asText("");
        if (task.isEmpty() || !isOurs(labels.path(LABEL + "service.id").asText(""))) {
            return false;
        }
        switch (action) {
            case "start" -> started.add(task);
            case "health_status: healthy" -> healthy.add(task);
            case "die" -> {
                started.remove(task);
                healthy.remove(task);
                ended.add(task);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the service has changed since the last question that forgets. */
    boolean hasServiceChanged(boolean forget) {
        return forget ? service.getAndSet(false) : service.get();
    }

    /** Returns whether a node has changed since the last question that forgets. */
    boolean haveNodesChanged(boolean forget) {
        return forget ? nodes.getAndSet(false) : nodes.get();
    }

    /** Returns whether any task of this engine has ended and is not forgotten. */
    boolean hasAnyEnded() {
        return !ended.isEmpty();
    }

    /** Returns whether one of those tasks has ended here and is not forgotten. */
    boolean hasEndedOf(Set<String> tasks) {
        return ended.stream().anyMatch(tasks::contains);
    }

    /** Returns which tasks of this engine have ended and are not forgotten, as a set of the caller's own. */
    Set<String> ended() {
        return new HashSet<>(ended);
    }

    /** Forgets that those tasks have ended. */
    void forgetEnded(Set<String> tasks) {
        ended.removeAll(tasks);
    }

    /** Returns how many tasks, beside those, have begun on this engine; those that have a health, with a good one. */
    int begun(Set<String> others) {
        Set<String> begun = healthy.isEmpty() ? started : healthy;
        return (int) begun.stream().filter(task -> !others.contains(task)).count();
    }

    /** Returns whether no event comes any more. */
    boolean isLost() {
        return lost;
    }

    /** Waits for an event until that time of {@link System#nanoTime()}. Returns whether there was one. */
    boolean awaitUntil(long time, String doing) {
        try {
            boolean changed = changes.tryAcquire(time - System.nanoTime(), TimeUnit.NANOSECONDS);
            changes.drainPermits();
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
