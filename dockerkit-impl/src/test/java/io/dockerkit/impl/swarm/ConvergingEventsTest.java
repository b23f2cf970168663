package io.dockerkit.impl.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ServiceUpdateException;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import io.dockerkit.spi.ServiceBackend.Convergence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which events a wait for a service looks again, if nothing but an event lets it look. */
class ConvergingEventsTest {
    private static final String END = "";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NO_UPDATE = "";

    @TempDir Path directory;
    private ScriptedEngine engine;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile String mode = "{\"Replicated\":{\"Replicas\":2}}";
    private volatile String status = NO_UPDATE;

    /** The states of its two tasks. */
    private volatile List<String> states = List.of("preparing", "preparing");

    @BeforeEach
    void start() throws Exception {
        engine = new ScriptedEngine(directory);
        engine.on("GET /events", this::events)
                .on("GET /nodes", Calls.answers("200 OK", "[{\"ID\":\"n\"}]"))
                .on("GET /services/web", peer -> answer(service()).serve(peer))
                .on("GET /tasks", peer -> answer(tasks()).serve(peer));
    }

    @AfterEach
    void stop() throws Exception {
        events.add(END);
        engine.close();
    }

    private void events(Peer peer) throws IOException, InterruptedException {
        peer.send(Calls.CHUNKED);
        for (String event = events.take(); !event.equals(END); event = events.take()) {
            peer.send(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
        }
        peer.send("0\r\n\r\n");
    }

    private static Behaviour answer(String body) {
        return Calls.answers("200 OK", body);
    }

    private String service() {
        return "{\"ID\":\"s\",\"Spec\":{\"Name\":\"web\",\"Mode\":"
                + mode
                + ",\"UpdateConfig\":{\"Monitor\":1}}"
                + status
                + "}";
    }

    private String tasks() {
        String tasks = "[" + task(1, states.get(0)) + "," + task(2, states.get(1)) + "]";
        engine.tell("looked");
        return tasks;
    }

    private static String task(int slot, String state) {
        return "{\"ID\":\"t%d\",\"ServiceID\":\"s\",\"Slot\":%d,\"NodeID\":\"n\",\"DesiredState\":\"running\",\"JobIteration\":{\"Index\":0},\"Status\":{\"State\":\"%s\"}}"
                .formatted(slot, slot, state);
    }

    private static String container(String action, String task, String service) {
        return "{\"Type\":\"container\",\"Action\":\"%s\",\"Actor\":{\"ID\":\"c%s\",\"Attributes\":{\"com.docker.swarm.task.id\":\"%s\",\"com.docker.swarm.service.id\":\"%s\"}}}"
                .formatted(action, task, task, service);
    }

    private static String service(String id) {
        return "{\"Type\":\"service\",\"Action\":\"update\",\"Actor\":{\"ID\":\"%s\",\"Attributes\":{\"name\":\"x\"}}}"
                .formatted(id);
    }

    /** A pace that never looks by itself, and at once if an event asks for it. */
    private static final class OnlyByEvents extends Pace {
        OnlyByEvents() {
            super(System.nanoTime());
        }

        @Override
        long next(long now) {
            return now + Duration.ofHours(1).toNanos();
        }

        @Override
        long soon(long now) {
            return now;
        }
    }

    /** Does something when the first look has been made. */
    private void afterALook(Runnable what) {
        new Thread(
                        () -> {
                            if (told().equals("looked")) {
                                what.run();
                            }
                        })
                .start();
    }

    /** Waits; the look at the end of the time, which no event asks for, comes too late. */
    private void await(boolean isUpdate) {
        long start = System.nanoTime();
        new Converging(
                        engine.rest(),
                        new ServiceApi(engine.rest()),
                        "web",
                        new Convergence(LIMIT, progress -> {}, isUpdate, "the test"),
                        new OnlyByEvents())
                .await();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }

    private long looks() {
        return engine.calls().stream().filter(call -> call.startsWith("GET /tasks")).count();
    }

    /** Both tasks run, and the events of their containers tell it. */
    private void bothStart() {
        states = List.of("running", "running");
        events.add(container("start", "t1", "s"));
        events.add(container("start", "t2", "s"));
    }

    @Test
    void theStartOfTheLastContainerIsLookedAt() {
        afterALook(
                () -> {
                    bothStart();
                });
        await(false);
        // the first one, and the one that saw all
        assertThat(looks()).isEqualTo(2);
    }

    @Test
    void nothingElseOfContainersIs() {
        afterALook(
                () -> {
                    for (int i = 0; i < 50; i++) {
                        events.add(container("start", "x" + i, "another"));
                        events.add(container("exec_start: true", "t1", "s"));
                        events.add(container("die", "t" + i, "s"));
                        events.add(service("another"));
                        events.add("{\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{}}");
                    }
                    pause();
                    bothStart();
                });
        await(false);
        assertThat(looks()).isEqualTo(2);
    }

    @Test
    void tasksWithAHealthCountWhenItIsGood() {
        afterALook(
                () -> {
                    events.add(container("start", "t1", "s"));
                    events.add(container("start", "t2", "s"));
                    for (int look = 0; look < 4; look++) {
                        assertThat(told()).isEqualTo("looked");
                    }
                    events.add(container("health_status: healthy", "t1", "s"));
                    pause();
                    states = List.of("running", "running");
                    events.add(container("health_status: healthy", "t2", "s"));
                });
        await(false);
        // the start was looked at four times and no more
        assertThat(looks()).isEqualTo(6);
    }

    /** Lets the events so far be taken, which might cause looks that should not be made. */
    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private String told() {
        try {
            return engine.told();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void anUpdateThatIsPausedIsNoticed() {
        afterALook(
                () -> {
                    status = ",\"UpdateStatus\":{\"State\":\"paused\",\"Message\":\"too bad\"}";
                    events.add(service("s"));
                });
        assertThatThrownBy(() -> await(true))
                .isInstanceOf(ServiceUpdateException.class)
                .hasMessageContaining("ended as paused: too bad");
    }

    @Test
    void theEndOfATaskOfAJobIsLookedAt() {
        mode = "{\"ReplicatedJob\":{\"MaxConcurrent\":2,\"TotalCompletions\":2}}";
        status = ",\"JobStatus\":{\"JobIteration\":{\"Index\":0}}";
        afterALook(
                () -> {
                    states = List.of("complete", "complete");
                    events.add(container("die", "t2", "s"));
                });
        await(false);
        assertThat(looks()).isEqualTo(2);
    }
}
