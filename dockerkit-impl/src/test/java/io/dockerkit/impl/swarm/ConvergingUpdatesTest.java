package io.dockerkit.impl.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.ServiceUpdateException;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import io.dockerkit.spi.ServiceBackend.Convergence;
import io.dockerkit.swarm.ServiceProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a wait for a service ends, by what the manager says about the service's update and its tasks. */
class ConvergingUpdatesTest {
    private static final String NO_MONITOR = "1";

    @TempDir Path directory;
    private final List<ServiceProgress> told = new ArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();

    /** Each answer but the last is given once. */
    private static Behaviour oneAfterTheOther(AtomicInteger number, String... bodies) {
        return peer ->
                Calls.answers(
                                "200 OK",
                                bodies[Math.min(number.getAndIncrement(), bodies.length - 1)])
                        .serve(peer);
    }

    private static String service(String state) {
        return "{\"ID\":\"s\",\"Spec\":{\"Name\":\"web\",\"Mode\":{\"Replicated\":{\"Replicas\":1}},"
                + "\"UpdateConfig\":{\"Monitor\":"
                + NO_MONITOR
                + "}},\"UpdateStatus\":{\"State\":\""
                + state
                + "\",\"Message\":\"by the test\"}}";
    }

    private static String task(String state) {
        return "[{\"ID\":\"t\",\"ServiceID\":\"s\",\"Slot\":1,\"NodeID\":\"n\",\"DesiredState\":\"running\",\"Status\":{\"State\":\""
                + state
                + "\"}}]";
    }

    private void await(Behaviour service, Behaviour tasks, boolean isUpdate) throws Exception {
        try (ScriptedEngine engine = new ScriptedEngine(directory)) {
            engine.on(
                            "GET /events",
                            peer -> {
                                peer.send(Calls.CHUNKED);
                                peer.awaitEnd();
                            })
                    .on("GET /nodes", Calls.answers("200 OK", "[{\"ID\":\"n\"}]"))
                    .on("GET /services/s", service)
                    .on("GET /tasks", tasks);
            new ServiceApi(engine.rest())
                    .await(
                            "s",
                            new Convergence(
                                    Duration.ofSeconds(30), told::add, isUpdate, "the test"));
        }
    }

    @Test
    void aWaitWithoutAnUpdateDoesNotEndByWhatAnEarlierOneCameTo() throws Exception {
        await(
                Calls.answers("200 OK", service("completed")),
                oneAfterTheOther(new AtomicInteger(), task("preparing"), task("running")),
                false);
        assertThat(told).extracting(ServiceProgress::running).containsExactly(0, 1);
    }

    @Test
    void anUpdateThatIsCompleteEndsTheWaitThoughTasksFail() throws Exception {
        await(
                Calls.answers("200 OK", service("completed")),
                Calls.answers("200 OK", task("failed")),
                true);
        assertThat(told).isEmpty();
    }

    @Test
    void aRollbackIsWaitedForThoughTheTasksThatItNeedsRun() throws Exception {
        ServiceUpdateException failed =
                catchThrowableOfType(
                        ServiceUpdateException.class,
                        () ->
                                await(
                                        oneAfterTheOther(
                                                reads,
                                                service("rollback_started"),
                                                service("rollback_started"),
                                                service("rollback_started"),
                                                service("rollback_completed")),
                                        Calls.answers("200 OK", task("running")),
                                        true));
        assertThat(failed).hasMessageContaining("rollback_completed: by the test");
        assertThat(failed.state()).isEqualTo("rollback_completed");
    }

    @Test
    void aRollbackThatWasAskedForIsNoError() throws Exception {
        await(
                oneAfterTheOther(
                        reads,
                        service("rollback_started"),
                        service("rollback_started"),
                        service("rollback_completed")),
                Calls.answers("200 OK", task("running")),
                false);
        assertThat(reads).hasValueGreaterThanOrEqualTo(3);
        assertThat(told).last().returns(true, ServiceProgress::isRollback);
    }
}
