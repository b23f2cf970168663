package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.concurrent.TaskGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each service comes after those that it needs, and nothing is begun after a failure. */
class ServiceOrderTest {
    private static Model model(String services) {
        return Model.of(Projects.of("shop", "services: " + services));
    }

    private static String on(String... others) {
        List<String> entries = new ArrayList<>();
        for (String other : others) {
            entries.add(other + ": {condition: service_started, required: true}");
        }
        return "{image: x, depends_on: {" + String.join(", ", entries) + "}}";
    }

    @Test
    void eachComesAfterThoseThatItNeeds() {
        Model model =
                model(
                        "{a: "
                                + on("b", "c")
                                + ", b: "
                                + on("c")
                                + ", c: {image: x}, d: {image: x}}");
        List<String> visited = Collections.synchronizedList(new ArrayList<>());
        TaskGroup group = TaskGroup.stoppingAtFailure();
        group.inOrder(ServiceOrder.of(model), visited::add);
        assertThat(visited).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(visited).containsSubsequence("c", "b", "a");
    }

    @Test
    void whatNeedsNothingRunsAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        TaskGroup group = TaskGroup.stoppingAtFailure();
        group.inOrder(
                Map.of("a", Set.of(), "b", Set.of()),
                key -> {
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(both.getCount()).isZero();
    }

    @Test
    void aFailureEndsWaitsAndKeepsTheRestFromBeginning() {
        AtomicBoolean stopped = new AtomicBoolean();
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        TaskGroup group = TaskGroup.stoppingAtFailure();
        assertThatThrownBy(
                        () ->
                                group.inOrder(
                                        Map.of(
                                                "fails",
                                                Set.of(),
                                                "waits",
                                                Set.of(),
                                                "later",
                                                Set.of("fails")),
                                        key -> {
                                            begun.add(key);
                                            if (key.equals("fails")) {
                                                throw new IllegalStateException("no disk");
                                            }
                                            try {
                                                for (int i = 0; i < 2_000; i++) {
                                                    group.pause(5);
                                                }
                                            } catch (TaskGroup.StoppedException told) {
                                                stopped.set(true);
                                                throw told;
                                            }
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no disk");
        assertThat(stopped).isTrue();
        assertThat(begun).containsExactlyInAnyOrder("fails", "waits");
    }

    @Test
    void aCircleIsRefusedWithItsServices() {
        Model circle = model("{a: " + on("b") + ", b: " + on("c") + ", c: " + on("b") + "}");
        assertThatThrownBy(() -> ServiceOrder.of(circle))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("b -> c -> b");
    }

    @Test
    void aServiceThatIsMissingIsRefusedUnlessItIsOptional() {
        assertThatThrownBy(() -> ServiceOrder.of(model("{a: " + on("b") + "}")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.a.depends_on")
                .hasMessageContaining("there is no such service");
        Model optional =
                model(
                        "{a: {image: x, depends_on: {b: {condition: service_started, required: false}}}}");
        assertThat(ServiceOrder.of(optional)).isEqualTo(Map.of("a", Set.of()));
    }

    @Test
    void anInterruptReachesTheTasksAndIsKept() throws Exception {
        AtomicBoolean told = new AtomicBoolean();
        AtomicBoolean kept = new AtomicBoolean();
        CountDownLatch waiting = new CountDownLatch(2);
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread caller =
                new Thread(
                        () -> {
                            TaskGroup group = TaskGroup.stoppingAtFailure();
                            try {
                                group.inOrder(
                                        Map.of("a", Set.of(), "b", Set.of()),
                                        key -> {
                                            waiting.countDown();
                                            try {
                                                group.pause(60_000);
                                            } catch (DockerInterruptedException interrupted) {
                                                told.set(true);
                                                throw interrupted;
                                            }
                                        });
                            } catch (DockerInterruptedException interrupted) {
                                thrown.add(interrupted);
                                kept.set(Thread.currentThread().isInterrupted());
                            }
                        });
        caller.start();
        waiting.await();
        caller.interrupt();
        caller.join(10_000);
        assertThat(thrown).hasSize(1);
        assertThat(told).isTrue();
        assertThat(kept).isTrue();
    }
}
