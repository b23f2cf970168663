package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.cli.Checks;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.JsonAnswer;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;

/** {@code docker wait}: waits for the end or the removal of one container. Immutable and thread-safe. */
final class ContainerWait {
    private final Rest rest;
    private final String containerId;

    ContainerWait(Rest rest, String containerId) {
        this.rest = rest;
        this.containerId = containerId;
    }

    /** Returns the call, whose answer comes when the condition is met; {@link #exitCode} reads it. */
    Call call(WaitCondition condition) {
        return condition
                .addTo(rest.post("containers", containerId, "wait"))
                .to("wait for container " + ShortId.of(containerId));
    }

    /** Waits and returns the exit code. */
    int until(WaitCondition condition, Deadline deadline) {
        Call call =
                call(condition)
                        .as("docker wait " + ShortId.of(containerId))
                        .atMost(deadline.left());
        try (Answer answer = call.open()) {
            answer.deadline(deadline.left());
            return exitCode(answer);
        } catch (DockerTimeoutException late) {
            Duration limit = deadline.limit();
            if (limit == null) {
                throw late;
            }
            throw new DockerTimeoutException(
                    "container "
                            + ShortId.of(containerId)
                            + condition.unmet()
                            + " after "
                            + Checks.human(limit),
                    late);
        }
    }

    /** Reads the answer of a wait to its end. */
    int exitCode(Answer answer) {
        JsonNode body = JsonAnswer.object(answer, "wait for container " + ShortId.of(containerId));
        String error = body.path("Error").path("Message").asText("");
        if (!error.isEmpty()) {
            String words = EngineWords.printable(error);
            throw new EngineException(
                    "cannot wait for the container's end: " + words, 0, words, null);
        }
        return Fields.exitCode(body, "StatusCode", "wait for the container's end");
    }
}
