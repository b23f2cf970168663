package io.dockerkit.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All of several conditions, each of which counts once it was so, or any of them. Immutable and thread-safe. */
record Several(boolean all, List<Condition> parts) implements Condition {
    Several {
        parts = List.copyOf(parts);
    }

    @Override
    public Watch watch(Container container, Runnable news) {
        List<Part> watches = new ArrayList<>();
        try {
            for (Condition part : parts) {
                watches.add(new Part(part.toString(), part.watch(container, news)));
            }
        } catch (RuntimeException | Error failed) {
            watches.forEach(Part::close);
            throw failed;
        }
        return new Together(all, watches);
    }

    /** One of them; a part that was ready stays so. */
    private static final class Part implements AutoCloseable {
        private final String what;
        private final Watch watch;
        private Sight sight = Sight.notYet("");

        Part(String what, Watch watch) {
            this.what = what;
            this.watch = watch;
        }

        Sight look(ContainerDetails details, Duration left) {
            if (!sight.is(Sight.Kind.READY)) {
                sight = watch.look(details, left);
            }
            return sight;
        }

        boolean open() {
            return sight.is(Sight.Kind.NOT_YET);
        }

        @Override
        public void close() {
            watch.close();
        }

        @Override
        public String toString() {
            return what + ": " + (sight.is(Sight.Kind.READY) ? "ready" : sight.seen());
        }
    }

    private record Together(boolean all, List<Part> parts) implements Watch {
        @Override
        public Sight look(ContainerDetails details, Duration left) {
            // the one that decides alone, and the one that does only if none is left
            Sight.Kind alone = all ? Sight.Kind.NEVER : Sight.Kind.READY;
            boolean open = false;
            for (Part part : parts) {
                Sight sight = part.look(details, left);
                if (sight.is(alone)) {
                    return all ? Sight.never(toString()) : Sight.READY;
                }
                open |= sight.is(Sight.Kind.NOT_YET);
            }
            if (open) {
                return Sight.notYet(toString());
            }
            return all ? Sight.READY : Sight.never(toString());
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

    @Override
    public String toString() {
        return parts.stream()
                .map(Condition::toString)
                .collect(Collectors.joining(all ? " and " : " or ", "(", ")"));
    }
}
