package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.Rest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds out whether a container that was killed was killed for want of memory. Stateless and thread-safe. */
final class OutOfMemory {
    private static final long CAUSE_MILLIS = 300;

    private OutOfMemory() {}

    /** The state tells, or, where the engine has removed the container, its events do, of which it keeps the last 256. */
    static boolean killed(Rest rest, String containerId) {
        try {
            return isInState(rest, containerId)
                    || (isNotInterrupted() && isInState(rest, containerId));
        } catch (NotFoundException removed) {
            return isAmongEvents(rest, containerId);
        }
    }

    private static boolean isInState(Rest rest, String containerId) {
        return rest.get("containers", containerId, "json")
                .to("inspect container " + containerId)
                .read()
                .at("/State/OOMKilled")
                .asBoolean();
    }

    /** The engine may learn of the end before it learns that the kernel wanted memory. */
    private static boolean isNotInterrupted() {
        try {
            // nothing counts it down: a pause that an interrupt ends
            return !new CountDownLatch(1).await(CAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * What has happened until now; the time is the engine's own, from which this machine's may differ. An engine that cannot
     * say costs nobody the result of a run.
     */
    private static boolean isAmongEvents(Rest rest, String containerId) {
        Filters oom = Filters.none().with("container", containerId).with("event", "oom");
        try (Stream<JsonNode> events =
                JsonItems.stream(
                        rest.get("events")
                                .query("since", "0")
                                .query("until", now(rest))
                                .filters(oom)
                                .to("ask for the engine's events")
                                .open(),
                        "the engine's events")) {
            return events.findAny().isPresent();
        } catch (EngineException notTold) {
            return false;
        }
    }

    private static String now(Rest rest) {
        String time =
                rest.get("info").to("ask for the engine's time").read().path("SystemTime").asText();
        Instant now = OffsetDateTime.parse(time).toInstant();
        return String.format(Locale.ROOT, "%d.%09d", now.getEpochSecond(), now.getNano());
    }
}
