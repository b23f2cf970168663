package io.dockerkit.impl.wait;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches a condition by looking at the container with a probe again and again. Used by one thread. */
final class ProbeWatch implements Watch {
    private final Container container;
    private final Probe probe;

    /** What the last look showed that was not cut off. */
    private @Nullable Observation last;

    ProbeWatch(Container container, Probe probe) {
        this.container = container;
        this.probe = probe;
    }

    @Override
    public Observation look(ContainerDetails details, Duration left) {
        Observation now;
        try {
            now = probe.look(container, details, left);
        } catch (IOException notYet) {
            now = Observation.notYet(notYet.toString());
        }
        if (!now.is(Observation.Kind.CUT_OFF)) {
            last = now;
            return now;
        }
        // what an earlier look showed that came to its end says more
        return last == null ? Observation.notYet(now.seen()) : last;
    }

    @Override
    public boolean polled() {
        return probe.polled();
    }
}
