package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.NotRunningException;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Rest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says of a container that does not run why that is, and what to do. Stateless and thread-safe. */
final class NotRunningReason {
    private static final Duration TO_ASK = Duration.ofSeconds(10);

    private NotRunningReason() {}

    /** Returns the error with the container's state; the error itself where the engine does not tell it. */
    static NotRunningException explained(
            NotRunningException refused, Rest rest, String id, Deadline deadline) {
        ContainerDetails details;
        try {
            details =
                    new JsonContainerDetails(
                            rest.get("containers", id, "json")
                                    .to("inspect container " + id)
                                    .atMost(deadline.atMost(TO_ASK))
                                    .read());
            ContainerDetails.State state = details.state();
            if (state.running() && !state.paused()) {
                return refused;
            }
            NotRunningException explained =
                    new NotRunningException(
                            refused.getMessage().split(": ", 2)[0] + ": " + why(state),
                            refused.status(),
                            refused.engineMessage(),
                            refused.commandLine().orElse(null));
            explained.setStackTrace(refused.getStackTrace());
            return explained;
        } catch (DockerException unknown) {
            refused.addSuppressed(unknown);
            return refused;
        }
    }

    /** Returns what state it is in, and what to do about it. */
    static String why(ContainerDetails.State state) {
        return switch (state.status()) {
            case "created" -> "it was never started; start it with container.start()";
            case "paused" -> "it is paused; resume it with container.unpause()";
            case "restarting" ->
                    "it is between two runs, the last of which exited with code "
                            + state.exitCode()
                            + "; see container.logs()";
            default ->
                    "it exited with code "
                            + state.exitCode()
                            + at(state)
                            + (state.oomKilled() ? ", killed: out of memory" : "")
                            + state.error()
                                    .map(why -> " (" + EngineWords.printable(why) + ")")
                                    .orElse("")
                            + "; see container.logs(), or start it again with container.start()";
        };
    }

    private static String at(ContainerDetails.State state) {
        return state.finishedAt()
                .map((Instant end) -> " at " + end.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
    }
}
