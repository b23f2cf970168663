package io.dockerkit.impl.wait;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import java.time.Duration;

/** Reads whether the container has exited with this code. Immutable and thread-safe. */
record ExitProbe(int code) implements Probe {
    @Override
    public Observation look(Container container, ContainerDetails details, Duration left) {
        ContainerDetails.State state = details.state();
        if (state.running() || state.finishedAt().isEmpty()) {
            return Observation.notYet("it is " + state.status());
        }
        return state.exitCode() == code
                ? Observation.READY
                : Observation.never("exit code " + state.exitCode() + " instead of " + code);
    }

    /** The engine's events report the end. */
    @Override
    public boolean polled() {
        return false;
    }
}
