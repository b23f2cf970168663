package io.dockerkit.impl.wait;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.spi.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Watches several conditions, of which all have to have been true, or any one has to be. Used by one thread. */
record Combination(boolean all, List<Part> parts) implements Watch {
    static Combination of(
            boolean all, List<Readiness> conditions, Container container, Runnable notifier) {
        List<Part> parts = new ArrayList<>();
        try {
            for (Readiness condition : conditions) {
                parts.add(new Part(condition.toString(), Watch.of(condition, container, notifier)));
            }
        } catch (RuntimeException | Error failed) {
            parts.forEach(Part::close);
            throw failed;
        }
        return new Combination(all, parts);
    }

    /** One of them; a part that was ready stays so. */
    static final class Part implements AutoCloseable {
        private final String what;
        private final Watch watch;
        private Observation seen = Observation.notYet("");

        Part(String what, Watch watch) {
            this.what = what;
            this.watch = watch;
        }

        Observation look(ContainerDetails details, Duration left) {
            if (!seen.is(Observation.Kind.READY)) {
                seen = watch.look(details, left);
            }
            return seen;
        }

        boolean open() {
            return seen.is(Observation.Kind.NOT_YET);
        }

        @Override
        public void close() {
            watch.close();
        }

        @Override
        public String toString() {
            return what + ": " + (seen.is(Observation.Kind.READY) ? "ready" : seen.seen());
        }
    }

    @Override
    public Observation look(ContainerDetails details, Duration left) {
        // the one that decides alone, and the one that does only if none is left
        Observation.Kind alone = all ? Observation.Kind.NEVER : Observation.Kind.READY;
        boolean open = false;
        for (Part part : parts) {
            Observation seen = part.look(details, left);
            if (seen.is(alone)) {
                return all ? Observation.never(toString()) : Observation.READY;
            }
            open |= seen.is(Observation.Kind.NOT_YET);
        }
        if (open) {
            return Observation.notYet(toString());
        }
        return all ? Observation.READY : Observation.never(toString());
    }

    @Override
    public boolean polled() {
        return parts.stream().anyMatch(part -> part.open() && part.watch.polled());
    }

    @Override
    public void settle(Duration limit) {
        parts.forEach(part -> part.watch.settle(limit));
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
    }

    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining("; "));
    }
}
