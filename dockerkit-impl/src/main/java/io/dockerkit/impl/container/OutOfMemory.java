package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds out whether a container that was killed was killed because it was out of memory. Stateless and thread-safe. */
final class OutOfMemory {
    private static final long CAUSE_MILLIS = 300;
    private static final Duration TO_ASK = Duration.ofSeconds(10);

    private OutOfMemory() {}

    /**
     * The state tells, or the engine's events do, of which it keeps the last 256: where it has removed the container, and where
     * it learned of the end first, since Engine 20.10 leaves the state as it is then. An engine that cannot say, or not in
     * time, costs nobody the result of a run.
     */
    static boolean killed(Rest rest, String containerId, Deadline deadline) {
        try {
            return isInState(rest, containerId, deadline)
                    || (isNotInterrupted()
                            && (isInState(rest, containerId, deadline)
                                    || isAmongEvents(rest, containerId, deadline)));
        } catch (NotFoundException removed) {
            return isAmongEvents(rest, containerId, deadline);
        } catch (EngineException | DockerTimeoutException unknown) {
            return false;
        }
    }

    private static boolean isInState(Rest rest, String containerId, Deadline deadline) {
        return rest.get("containers", containerId, "json")
                .to("inspect container " + containerId)
                .atMost(deadline.atMost(TO_ASK))
                .read()
                .at("/State/OOMKilled")
                .asBoolean();
    }

    /** The engine may learn of the end before it learns of the missing memory. */
    private static boolean isNotInterrupted() {
        try {
            // nothing counts it down: a pause that an interrupt ends
            return !new CountDownLatch(1).await(CAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What has happened until now; the time is the engine's own, from which this machine's may differ. */
    private static boolean isAmongEvents(Rest rest, String containerId, Deadline deadline) {
        Filters oom = Filters.none().with("container", containerId).with("event", "oom");
        try (Answer answer =
                rest.get("events")
                        .query("since", "0")
                        .query("until", now(rest, deadline))
                        .filters(oom)
                        .to("ask for the engine's events")
                        .atMost(deadline.atMost(TO_ASK))
                        .open()) {
            answer.deadline(deadline.atMost(TO_ASK));
            try (Stream<JsonNode> events = JsonItems.stream(answer, "the engine's events")) {
                return events.findAny().isPresent();
            }
        } catch (EngineException | DockerTimeoutException notTold) {
            return false;
        }
    }

    private static String now(Rest rest, Deadline deadline) {
        String time =
                rest.get("info")
                        .to("ask for the engine's time")
                        .atMost(deadline.atMost(TO_ASK))
                        .read()
                        .path("SystemTime")
                        .asText();
        Instant now = OffsetDateTime.parse(time).toInstant();
        return now.getEpochSecond() + "." + String.format(Locale.ROOT, "%09d", now.getNano());
    }
}
