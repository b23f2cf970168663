package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.MixedLoad;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many threads on one client: no error, and nothing left when it is closed. */
@ExtendWith(Witness.class)
@Timeout(300)
class LoadIT {
    private static final int THREADS = 32;
    private static final int OPERATIONS = Endurance.count(200, 15);
    private static final int CONTAINERS = Endurance.count(64, 12);

    /** So many connections are kept for the next call. */
    private static final int KEPT = 16;

    private static <T> List<T> together(int count, Callable<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch ready = new CountDownLatch(count);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(
                        threads.submit(
                                () -> {
                                    ready.countDown();
                                    ready.await();
                                    return task.call();
                                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyThreadsOnOneClientMeetNoErrorAndLeaveNothing() throws Exception {
        assertThat(Witness.labelled()).isEmpty();
        Leftovers leftovers = Leftovers.sinceNow();
        try (Docker docker = Docker.connect();
                MixedLoad load = new MixedLoad(docker, KEY, SESSION)) {
            List<Integer> done = together(THREADS, () -> load.run(OPERATIONS));
            assertThat(done).hasSize(THREADS).allMatch(count -> count == OPERATIONS);
            assertThat(load.counts().values().stream().mapToLong(c -> c.get()).sum())
                    .isEqualTo((long) THREADS * OPERATIONS);
            assertThat(load.counts())
                    .allSatisfy((name, count) -> assertThat(count.get()).isPositive());
            FaultBench.within(
                    5_000, () -> leftovers.sockets() <= KEPT, "more connections are kept");
        }
        FaultBench.within(5_000, () -> leftovers.sockets() <= 0, "connections are left");
        FaultBench.within(5_000, () -> leftovers.threads().isEmpty(), "threads are left");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void manyContainersAreStartedTogetherFromOneSpec() throws Exception {
        try (Docker docker = Docker.connect()) {
            DetachedSpec spec =
                    docker.containers()
                            .run("busybox")
                            .label(KEY, SESSION)
                            .network("none")
                            .detached()
                            .command("sleep", "600");
            List<Container> all = together(CONTAINERS, spec::start);
            Set<String> ids = new HashSet<>();
            all.forEach(c -> ids.add(c.id()));
            assertThat(ids).hasSize(CONTAINERS);
            assertThat(docker.containers().query().label(KEY, SESSION).list())
                    .extracting(c -> c.id())
                    .containsExactlyInAnyOrderElementsOf(ids);
            docker.containers()
                    .query()
                    .all()
                    .label(KEY, SESSION)
                    .removeAll(options -> options.force());
        }
        assertThat(Witness.labelled()).isEmpty();
    }
}
