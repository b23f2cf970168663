package io.dockerkit.compose.containers;

import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.LogLine;
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

/**
 * What containers write, as it comes, those that are started later included, until all of them have exited. One thread reads the
 * project's events, and one each container's log. Thread-safe.
 */
final class FollowedLogs {
    private final ProjectResources resources;
    private final List<String> services;
    private final LogStream.Request request;
    private final LineBuffer buffer = new LineBuffer();

    /** The streams to close; guarded by this. */
    private final Set<Stream<?>> open = new HashSet<>();

    /** When the run of each container began whose log is read; guarded by this. */
    private final Map<String, Instant> runs = new HashMap<>();

    /** The containers that run or are about to; guarded by this. */
    private final Set<String> alive = new HashSet<>();

    /** How many logs are being read; guarded by this. */
    private int readers;

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
        Instant now = Instant.now();
        Stream<EngineEvent> events = resources.events().since(now).stream();
        keep(events);
        // held until each one is opened, so that the first one to end does not end all
        synchronized (this) {
            readers++;
        }
        for (Member container : containers) {
            begin(container, true);
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
            find(event.id()).ifPresent(container -> begin(container, false));
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

    /** Reads the log of a container, one that was listed or one that was just started, unless that of this run is being read. */
    private void begin(Member container, boolean listed) {
        String id = container.summary().id();
        Instant run;
        try {
            ContainerDetails.State state = container.handle().inspect().state();
            run = state.startedAt().orElse(Instant.EPOCH);
            synchronized (this) {
                if (run.equals(runs.put(id, run))) {
                    return;
                }
                if (goesOn(state)) {
                    alive.add(id);
                }
                readers++;
            }
        } catch (NotFoundException gone) {
            return;
        }
        String since = listed ? request.since() : LogStream.time(run);
        String tail = listed ? request.tail() : "all";
        thread("logs", () -> read(container, since, tail));
    }

    private void read(Member container, String since, String tail) {
        try (Stream<LogLine> lines = LogStream.spec(container, request, since, tail).lines()) {
            keep(lines);
            lines.forEach(line -> buffer.put(ServiceLine.of(container, line)));
            forget(lines);
        } catch (NotFoundException gone) {
            // removed; what it wrote before is gone, too
        } catch (EngineException failed) {
            MergedLogs.requireUnreadable(container, failed);
        } finally {
            stopped(container.summary().id());
            ended();
        }
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
