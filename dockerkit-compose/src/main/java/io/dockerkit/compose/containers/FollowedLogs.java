package io.dockerkit.compose.containers;

import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.engine.EngineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What containers write, as it comes, those that are started later included, until all of them have exited. One thread reads the
 * project's events, and one each container's log. Thread-safe.
 */
final class FollowedLogs {
    private static final Set<String> ENDED = Set.of("created", "exited", "dead");

    private final ProjectResources resources;
    private final List<String> services;
    private final LogStream.Request request;
    private final LineBuffer buffer = new LineBuffer();

    /** The streams to close; guarded by this. */
    private final Set<Stream<?>> open = new HashSet<>();

    /** The logs that are read or were read, by the containers' ids; guarded by this. */
    private final Map<String, Reading> readings = new HashMap<>();

    /** The containers that run or are about to; guarded by this. */
    private final Set<String> alive = new HashSet<>();

    /** How many logs are being read; guarded by this. */
    private int readers;

    /** When it began; a container that was listed is read from then on when it is started again. */
    private final Instant begin = Instant.now();

    /** How far the log of one container is read; guarded by the logs. */
    private static final class Reading {
        private boolean active = true;

        /** Whether it was started again while its log was read. */
        private boolean again;

        private @Nullable Instant last;
    }

    private FollowedLogs(
            ProjectResources resources, List<String> services, LogStream.Request request) {
        this.resources = resources;
        this.services = services;
        this.request = request;
    }

    static Stream<ServiceLine> lines(
            ProjectResources resources,
            List<String> services,
            List<Member> containers,
            LogStream.Request request) {
        FollowedLogs logs = new FollowedLogs(resources, services, request);
        try {
            logs.start(containers);
        } catch (RuntimeException failed) {
            logs.close();
            throw failed;
        }
        return StreamSupport.stream(logs.new Lines(), false).onClose(logs::close);
    }

    /** The lines as they are taken. */
    private final class Lines extends Spliterators.AbstractSpliterator<ServiceLine> {
        Lines() {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        }

        @Override
        public boolean tryAdvance(Consumer<? super ServiceLine> action) {
            ServiceLine line;
            try {
                line = buffer.take();
            } catch (RuntimeException failed) {
                close();
                throw failed;
            }
            if (line == null) {
                close();
                return false;
            }
            action.accept(request.timestamps() ? line : line.withoutTime());
            return true;
        }
    }

    private void start(List<Member> containers) {
        Stream<EngineEvent> events = ProjectEvents.of(resources, List.of()).since(begin).stream();
        keep(events);
        synchronized (this) {
            // until all are begun, so that the first one to end does not end all
            readers++;
            for (Member container : containers) {
                String id = container.summary().id();
                Reading reading = new Reading();
                readings.put(id, reading);
                if (!ENDED.contains(container.summary().state())) {
                    alive.add(id);
                }
                readers++;
                thread("logs", () -> read(container, reading, request.since(), request.tail()));
            }
        }
        thread("events", () -> events.forEach(this::take));
        ended();
    }

    private void thread(String what, Runnable task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (RuntimeException failed) {
                                if (!buffer.isClosed()) {
                                    buffer.fail(failed);
                                }
                            }
                        },
                        "dockerkit-compose-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void keep(Stream<?> stream) {
        open.add(stream);
        if (buffer.isClosed()) {
            stream.close();
        }
    }

    private void take(EngineEvent event) {
        String service = event.attribute(ComposeLabels.SERVICE);
        if (!services.isEmpty() && !services.contains(service)) {
            return;
        }
        if (event.action().equals("start")) {
            find(event.id()).ifPresent(this::begin);
        } else if (event.action().equals("die")) {
            stopped(event.id());
        }
    }

    private Optional<Member> find(String id) {
        return resources.containers(OneOff.EXCLUDED, true, services).stream()
                .filter(container -> container.summary().id().equals(id))
                .filter(one -> request.index() == 0 || one.number() == request.index())
                .findFirst();
    }

    /** Reads the log of a container that was just started, from where it was read before. */
    private synchronized void begin(Member container) {
        String id = container.summary().id();
        alive.add(id);
        Reading known = readings.get(id);
        if (known != null && known.active) {
            known.again = true;
            return;
        }
        Reading reading = known == null ? new Reading() : known;
        reading.active = true;
        readings.put(id, reading);
        readers++;
        String since = known == null ? request.since() : LogStream.time(begin);
        thread("logs", () -> read(container, reading, since, "all"));
    }

    private void read(Member container, Reading reading, String since, String tail) {
        try {
            String from = after(reading, since);
            String number = tail;
            do {
                read(container, reading, LogStream.spec(container, request, from, number));
                from = after(reading, LogStream.time(begin));
                number = "all";
            } while (isToGoOn(reading));
        } catch (NotFoundException gone) {
            stop(reading);
        } catch (EngineException failed) {
            stop(reading);
            MergedLogs.requireUnreadable(container, failed);
        } finally {
            stopped(container.summary().id());
            ended();
        }
    }

    private void read(Member container, Reading reading, LogsSpec spec) {
        try (Stream<LogLine> lines = spec.lines()) {
            keep(lines);
            lines.forEach(
                    line -> {
                        advance(reading, line);
                        buffer.put(ServiceLine.of(container, line));
                    });
            forget(lines);
        }
    }

    private synchronized void advance(Reading reading, LogLine line) {
        reading.last = line.time().orElse(reading.last);
    }

    private synchronized String after(Reading reading, String otherwise) {
        return reading.last == null ? otherwise : LogStream.time(reading.last.plusNanos(1));
    }

    /** Returns whether the container was started again; if not, the reading has ended. */
    private synchronized boolean isToGoOn(Reading reading) {
        reading.active = reading.again;
        reading.again = false;
        return reading.active;
    }

    private synchronized void stop(Reading reading) {
        reading.active = false;
    }

    private synchronized void forget(Stream<?> stream) {
        open.remove(stream);
    }

    private static boolean goesOn(ContainerDetails.State state) {
        return state.running() || state.status().equals("restarting");
    }

    /** Looks whether a container that has ended is being restarted. */
    private void stopped(String id) {
        boolean again;
        try {
            again = goesOn(resources.docker().containers().get(id).inspect().state());
        } catch (NotFoundException gone) {
            again = false;
        }
        synchronized (this) {
            if (!again) {
                alive.remove(id);
            }
            endIfDone();
        }
    }

    private synchronized void ended() {
        readers--;
        endIfDone();
    }

    private void endIfDone() {
        if (readers == 0 && alive.isEmpty()) {
            buffer.end();
        }
    }

    private void close() {
        buffer.close();
        List<Stream<?>> streams;
        synchronized (this) {
            streams = new ArrayList<>(open);
            open.clear();
        }
        streams.forEach(Stream::close);
    }
}
