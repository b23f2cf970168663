package io.dockerkit.impl.container;

import io.dockerkit.ConflictException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.JsonAnswer;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import java.util.Locale;

/** The removal of a container that others may be removing, too. Stateless and thread-safe. */
public final class ContainerRemoval {
    private static final Duration BY_OTHERS = Duration.ofSeconds(30);

    private ContainerRemoval() {}

    /**
     * Sends the call, which asks for the removal; the container is gone when this returns.
     *
     * @return whether this call removed it; false if it was gone, or somebody else was at it
     */
    public static boolean of(Rest rest, String id, Call removal) {
        try {
            removal.status();
            return true;
        } catch (NotFoundException gone) {
            return false;
        } catch (ConflictException conflict) {
            if (!conflict.engineMessage()
                    .toLowerCase(Locale.ROOT)
                    .contains("already in progress")) {
                throw conflict;
            }
            await(rest, id, conflict);
            return false;
        }
    }

    /** Somebody else removes it, the engine itself after {@code --rm} for instance. */
    private static void await(Rest rest, String id, ConflictException conflict) {
        try (Answer answer = new ContainerWait(rest, id).call(WaitCondition.REMOVED).open()) {
            answer.deadline(BY_OTHERS);
            JsonAnswer.object(answer, "wait for the removal of container " + id);
        } catch (NotFoundException gone) {
            return;
        } catch (DockerTimeoutException late) {
            conflict.addSuppressed(late);
            throw conflict;
        }
    }
}
