package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.impl.concurrent.Daemons;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.rest.LazyStream;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.Rethrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What several containers use: a thread and a connection for each, and one more that hears of containers that start and end.
 * As the CLI does it. The samples are for one thread at a time; closing may come from any.
 */
final class StatsOfMany implements LazyStream.Source<ContainerStats> {
    /** An engine needs a second for a sample; so many are asked at a time. */
    private static final int SIDE_BY_SIDE = 16;

    private static final int MOST_WAITING = 256;
    private static final long LOOK_FOR_THE_END_MILLIS = 100;
    private static final String WHAT = "the use of the containers";

    /** A sample, or why there are no more. */
    private record Item(@Nullable ContainerStats sample, @Nullable DockerException failure) {}

    private final Rest rest;
    private final ContainerApi containers;
    private final Filters filters;
    private final boolean all;
    private final int last;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<String, Follower> followers = new ConcurrentHashMap<>();
    private volatile Stream<EngineEvent> events = Stream.empty();
    private volatile boolean closed;

    StatsOfMany(Rest rest, ContainerApi containers, Filters filters, boolean all, int last) {
        this.rest = rest;
        this.containers = containers;
        this.filters = filters;
        this.all = all;
        this.last = last;
    }

    /** Returns one sample of each, in their order; what is removed meanwhile is left out. */
    static List<ContainerStats> now(Rest rest, List<ContainerSummary> listed) {
        if (listed.isEmpty()) {
            return List.of();
        }
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        Math.min(SIDE_BY_SIDE, listed.size()), Daemons.named("dockerkit-stats"));
        try {
            List<Future<Optional<ContainerStats>>> asked = new ArrayList<>();
            for (ContainerSummary one : listed) {
                asked.add(pool.submit(() -> sample(rest, one.container())));
            }
            List<ContainerStats> samples = new ArrayList<>();
            for (Future<Optional<ContainerStats>> one : asked) {
                one.get().ifPresent(samples::add);
            }
            return List.copyOf(samples);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while reading " + WHAT, interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof DockerException refused
                    ? Rethrown.here(refused)
                    : new DockerException("cannot read " + WHAT, failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Optional<ContainerStats> sample(Rest rest, Container container) {
        try {
            return Optional.of(new Reports(rest, container).stats());
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    /** Begins to follow, and returns the samples. The events come first, so that no start is missed. */
    Stream<ContainerStats> stream() {
        try {
            if (last == 0) {
                events =
                        new EngineApi(rest)
                                .events(Filters.none().with("type", "container"), "", "");
                Threads.start("dockerkit-stats-events", this::followEvents);
            }
            for (ContainerSummary one : containers.list(filters, all, last, false)) {
                follow(one.container());
            }
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
        return LazyStream.stream(this, WHAT, this::close);
    }

    private void followEvents() {
        try (Stream<EngineEvent> source = events) {
            source.takeWhile(event -> !closed).forEach(this::take);
            fail(new DockerException("the engine's events ended"));
        } catch (DockerException failed) {
            fail(failed);
        }
    }

    private void take(EngineEvent event) {
        String id = event.id();
        switch (event.action()) {
            case "create", "start" -> {
                if (!followers.containsKey(id) && (all || event.action().equals("start"))) {
                    containers.list(filters.with("id", id), all, 0, false).stream()
                            .filter(found -> found.id().equals(id))
                            .forEach(found -> follow(found.container()));
                }
            }
            case "die" -> {
                if (!all) {
                    leave(id);
                }
            }
            case "destroy" -> leave(id);
            default -> {
                // its use goes on
            }
        }
    }

    private void follow(Container container) {
        Follower follower = new Follower(container);
        if (followers.putIfAbsent(container.id(), follower) == null) {
            Threads.start("dockerkit-stats", follower);
        }
    }

    private void leave(String id) {
        Follower follower = followers.remove(id);
        if (follower != null) {
            follower.leave();
        }
    }

    /** Passes on the samples of one container until it leaves. */
    private final class Follower implements Runnable {
        private final Container container;
        private volatile Stream<ContainerStats> samples = Stream.empty();
        private volatile boolean left;

        Follower(Container container) {
            this.container = container;
        }

        @Override
        public void run() {
            try (Stream<ContainerStats> source = new Reports(rest, container).statsStream()) {
                samples = source;
                source.takeWhile(sample -> !left && !closed)
                        .forEach(sample -> put(new Item(sample, null)));
            } catch (NotFoundException gone) {
                left = true;
            } catch (DockerException failed) {
                if (!left) {
                    fail(failed);
                }
            } finally {
                followers.remove(container.id(), this);
            }
        }

        void leave() {
            left = true;
            samples.close();
        }
    }

    private void fail(DockerException failure) {
        put(new Item(null, failure));
    }

    /** Waits for room while somebody reads. */
    private void put(Item item) {
        try {
            boolean done = false;
            while (!done && !closed) {
                done = items.offer(item, LOOK_FOR_THE_END_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public @Nullable ContainerStats next() {
        try {
            while (!closed) {
                Item item = items.poll(LOOK_FOR_THE_END_MILLIS, TimeUnit.MILLISECONDS);
                DockerException failure = item == null ? null : item.failure();
                if (failure != null) {
                    throw Rethrown.here(failure);
                }
                if (item != null) {
                    return item.sample();
                }
            }
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while reading " + WHAT, interrupted);
        }
    }

    private void close() {
        closed = true;
        events.close();
        followers.values().forEach(Follower::leave);
    }
}
