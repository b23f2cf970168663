package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds out whether a container was killed because it was out of memory. The container's state says so, or the engine's
 * events do: an engine may learn of the end before it learns of the missing memory, and Engine 20.10 then leaves the state as
 * it is. An engine that cannot say, or not in time, costs nobody the result of a run or the reason of a failed wait.
 *
 * <p>Stateless and thread-safe.
 */
final class OutOfMemory {
    private static final int KILLED = 137;

    /** How long after a container's end the engine may still learn of the missing memory. */
    private static final Duration LATE = Duration.ofMillis(500);

    private static final Duration TO_ASK = Duration.ofSeconds(10);

    private OutOfMemory() {}

    /** Answers for a container whose run ended with exit code 137, and which may be removed already. */
    static boolean killed(Rest rest, String containerId, Deadline deadline) {
        try {
            ContainerDetails.State state =
                    new JsonContainerDetails(
                                    rest.get("containers", containerId, "json")
                                            .to("inspect container " + containerId)
                                            .atMost(deadline.atMost(TO_ASK))
                                            .read())
                            .state();
            return state.oomKilled() || isReported(rest, containerId, state, deadline);
        } catch (NotFoundException removed) {
            return isReportedUntilNow(rest, containerId, deadline);
        } catch (DockerException unknown) {
            return false;
        }
    }

    /** Answers for a container that is in this state. */
    static boolean killed(
            Rest rest, String containerId, ContainerDetails.State state, Deadline deadline) {
        return state.oomKilled()
                || (state.exitCode() == KILLED && isReported(rest, containerId, state, deadline));
    }

    /** Asks for the events from the start of the run to just after its end; the times are the engine's own. */
    private static boolean isReported(
            Rest rest, String containerId, ContainerDetails.State state, Deadline deadline) {
        Instant end = state.finishedAt().orElse(null);
        if (end == null) {
            return isReportedUntilNow(rest, containerId, deadline);
        }
        // a container that runs again has the start of its present run
        Instant start = state.startedAt().filter(end::isAfter).orElse(end.minus(LATE));
        return isReported(rest, containerId, text(start), text(end.plus(LATE)), deadline);
    }

    /** Asks for all that the engine remembers, its last 256 events, and for those of the next moment. */
    private static boolean isReportedUntilNow(Rest rest, String containerId, Deadline deadline) {
        try {
            String now =
                    rest.get("info")
                            .to("ask for the engine's time")
                            .atMost(deadline.atMost(TO_ASK))
                            .read()
                            .path("SystemTime")
                            .asText();
            Instant end = OffsetDateTime.parse(now).toInstant().plus(LATE);
            return isReported(rest, containerId, "0", text(end), deadline);
        } catch (DockerException unknown) {
            return false;
        }
    }

    /** An end in the future keeps the answer open until then, so that an event that comes late is in it. */
    private static boolean isReported(
            Rest rest, String containerId, String since, String until, Deadline deadline) {
        Filters oom = Filters.none().with("container", containerId).with("event", "oom");
        try (Answer answer =
                rest.get("events")
                        .query("since", since)
                        .query("until", until)
                        .filters(oom)
                        .to("ask for the engine's events")
                        .atMost(deadline.atMost(TO_ASK))
                        .open()) {
            answer.deadline(deadline.atMost(TO_ASK));
            try (Stream<JsonNode> events = JsonItems.stream(answer, "the engine's events")) {
                return events.findAny().isPresent();
            }
        } catch (DockerException unknown) {
            return false;
        }
    }

    private static String text(Instant time) {
        return time.getEpochSecond() + "." + String.format(Locale.ROOT, "%09d", time.getNano());
    }
}
