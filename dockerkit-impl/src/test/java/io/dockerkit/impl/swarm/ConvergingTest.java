package io.dockerkit.impl.swarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.Docker;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.ServiceUpdateException;
import io.dockerkit.image.Progress;
import io.dockerkit.lab.RecordingEngine;
import io.dockerkit.lab.RecordingEngine.Reply;
import io.dockerkit.lab.RecordingEngine.Request;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule of the CLI by which a service has converged, on sequences of tasks that an engine does not show on demand. */
class ConvergingTest {
    private static final String REPLICATED = "{\"Replicated\":{\"Replicas\":2}}";

    @TempDir Path directory;
    private RecordingEngine engine;
    private Docker docker;

    /** The answers of {@code GET /tasks}, one after the other; the last one again and again. */
    private final List<String> tasks = new ArrayList<>();

    /** The answers of {@code GET /services/s1}, in the same way. */
    private final List<String> services = new ArrayList<>();

    private String nodes = "[" + node("n1", "ready") + "," + node("n2", "ready") + "]";
    private final AtomicInteger tasksAsked = new AtomicInteger();
    private final AtomicInteger servicesAsked = new AtomicInteger();
    private final List<ServiceProgress> progress = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        engine = new RecordingEngine(directory);
        engine.answersFirst(this::answer);
        docker = Docker.connect(engine.host());
    }

    @AfterEach
    void stop() throws IOException {
        docker.close();
        engine.close();
    }

    private Optional<Reply> answer(Request request) {
        String path = request.path();
        if (path.equals("/tasks")) {
            boolean all = !request.query().toString().contains("_up-to-date");
            return ok(all ? tasks.get(tasks.size() - 1) : next(tasks, tasksAsked));
        }
        return switch (path) {
            case "/nodes" -> ok(nodes);
            case "/services/s1", "/services/web" -> ok(next(services, servicesAsked));
            case "/services/create" -> ok("{\"ID\":\"s1\"}");
            case "/services/s1/update" -> ok("{}");
            case "/services/s1/logs" -> ok("");
            case "/events" -> ok("");
            case "/distribution/y:latest/json" -> ok("{}");
            default -> Optional.empty();
        };
    }

    private static String next(List<String> answers, AtomicInteger asked) {
        return answers.get(Math.min(asked.getAndIncrement(), answers.size() - 1));
    }

    private static Optional<Reply> ok(String body) {
        return Optional.of(new Reply(200, body));
    }

    private static String node(String id, String state) {
        return "{\"ID\":\"" + id + "\",\"Status\":{\"State\":\"" + state + "\"}}";
    }

    private static String service(String mode, String rest) {
        return "{\"ID\":\"s1\",\"Spec\":{\"Name\":\"web\",\"Mode\":"
                + mode
                + ",\"UpdateConfig\":{\"Monitor\":1000000}}"
                + rest
                + "}";
    }

    private static String task(String id, int slot, String node, String desired, String state) {
        return task(id, slot, node, desired, state, "");
    }

    private static String task(
            String id, int slot, String node, String desired, String state, String rest) {
        return "{\"ID\":\""
                + id
                + "\",\"ServiceID\":\"s1\",\"Slot\":"
                + slot
                + ",\"NodeID\":\""
                + node
                + "\",\"DesiredState\":\""
                + desired
                + "\",\"Status\":{\"State\":\""
                + state
                + "\"}"
                + rest
                + "}";
    }

    private static String list(String... tasks) {
        return "[" + String.join(",", tasks) + "]";
    }

    private Service create() {
        return docker.services()
                .create("web", "nginx")
                .noResolveImage()
                .onProgress(progress::add)
                .timeout(Duration.ofSeconds(20))
                .execute();
    }

    private ServiceProgress last() {
        return progress.get(progress.size() - 1);
    }

    @Test
    void eachSlotHasALineOfItsOwn() {
        services.add(service(REPLICATED, ""));
        String rejected =
                task("b", 2, "n2", "running", "rejected")
                        .replace(
                                "\"State\":\"rejected\"",
                                "\"State\":\"rejected\",\"Err\":\"No such image: y\"");
        tasks.add(list(task("a", 1, "n1", "running", "preparing"), rejected));
        tasks.add(
                list(
                        task("a", 1, "n1", "running", "running"),
                        task("c", 2, "n2", "running", "running")));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        docker.services()
                .create("web", "nginx")
                .noResolveImage()
                .onProgress(
                        ServiceProgress.shownBy(
                                Progress.lines(new PrintStream(lines, true, UTF_8))))
                .timeout(Duration.ofSeconds(20))
                .execute();
        assertThat(lines.toString(UTF_8).lines())
                .startsWith(
                        "web: 0 of 2 tasks running",
                        "web.1: preparing",
                        "web.2: rejected: No such image: y",
                        "web: 2 of 2 tasks running, verifying that they stay so",
                        "web.1: running",
                        "web.2: running");
    }

    @Test
    void allSlotsHaveToRun() {
        services.add(service(REPLICATED, ""));
        tasks.add(list());
        tasks.add(list(task("a", 1, "n1", "running", "preparing")));
        tasks.add(
                list(
                        task("a", 1, "n1", "running", "running"),
                        task("b", 2, "n2", "running", "starting")));
        tasks.add(
                list(
                        task("a", 1, "n1", "running", "running"),
                        task("b", 2, "n2", "running", "running")));
        assertThat(create().name()).isEqualTo("web");
        assertThat(progress)
                .extracting(ServiceProgress::running)
                .startsWith(0)
                .contains(1)
                .endsWith(2);
        assertThat(last().isVerifying()).isTrue();
        assertThat(last().wanted()).isEqualTo(2);
    }

    @Test
    void ofTwoTasksOfASlotTheOneWithTheLowerDesiredStateCounts() {
        services.add(service("{\"Replicated\":{\"Replicas\":1}}", ""));
        // the old one still runs and shall not; the new one is not there yet
        tasks.add(
                list(
                        task("old", 1, "n1", "shutdown", "running"),
                        task("new", 1, "n2", "running", "preparing")));
        tasks.add(
                list(
                        task("old", 1, "n1", "shutdown", "running"),
                        task("new", 1, "n2", "running", "running")));
        create();
        assertThat(progress.get(0).running()).isZero();
        assertThat(last().tasks()).extracting(one -> one.id()).containsExactly("new");
    }

    @Test
    void tasksOnNodesThatAreDownDoNotCount() {
        nodes = list(node("n1", "ready"), node("n2", "down"));
        services.add(service(REPLICATED, ""));
        tasks.add(
                list(
                        task("a", 1, "n1", "running", "running"),
                        task("b", 2, "n2", "running", "running")));
        tasks.add(
                list(
                        task("a", 1, "n1", "running", "running"),
                        task("b", 2, "n2", "running", "running"),
                        task("c", 2, "n1", "running", "running")));
        create();
        assertThat(progress.get(0).running()).isEqualTo(1);
        assertThat(last().tasks()).extracting(one -> one.id()).containsExactly("a", "c");
    }

    @Test
    void aTaskThatFailsWhileItIsMonitoredBeginsTheWaitAnew() {
        services.add(
                service("{\"Replicated\":{\"Replicas\":1}}", "")
                        .replace("\"Monitor\":1000000", "\"Monitor\":100000000"));
        tasks.add(list(task("a", 1, "n1", "running", "running")));
        tasks.add(list(task("a", 1, "n1", "shutdown", "failed")));
        tasks.add(list(task("b", 1, "n1", "running", "running")));
        create();
        assertThat(progress)
                .extracting(ServiceProgress::isVerifying)
                .containsExactly(true, false, true);
    }

    @Test
    void aTaskThatTookThePlaceOfAnotherOneBeginsTheWaitAnew() {
        services.add(
                service("{\"Replicated\":{\"Replicas\":1}}", "")
                        .replace("\"Monitor\":1000000", "\"Monitor\":100000000"));
        tasks.add(list(task("a", 1, "n1", "running", "running")));
        tasks.add(list(task("b", 1, "n1", "running", "running")));
        long begin = System.nanoTime();
        create();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aGlobalServiceHasATaskOnEachNode() {
        services.add(service("{\"Global\":{}}", ""));
        tasks.add(list());
        tasks.add(
                list(
                        task("a", 0, "n1", "running", "running"),
                        task("b", 0, "n2", "running", "assigned")));
        tasks.add(
                list(
                        task("a", 0, "n1", "running", "running"),
                        task("b", 0, "n2", "running", "running")));
        create();
        assertThat(progress.get(0).isVerifying()).as("no task is there yet").isFalse();
        assertThat(last().wanted()).isEqualTo(2);
    }

    @Test
    void aJobIsCompleteWhenItsTasksAreOfThisIteration() {
        String iteration = ",\"JobIteration\":{\"Index\":%d}";
        services.add(
                service(
                        "{\"ReplicatedJob\":{\"MaxConcurrent\":1,\"TotalCompletions\":2}}",
                        ",\"JobStatus\":{\"JobIteration\":{\"Index\":7}}"));
        String first = task("a", 0, "n1", "complete", "complete", iteration.formatted(7));
        tasks.add(list(first, task("x", 1, "n1", "complete", "complete", iteration.formatted(6))));
        tasks.add(list(first, task("b", 1, "n1", "complete", "complete", iteration.formatted(7))));
        create();
        assertThat(progress).extracting(ServiceProgress::running).containsExactly(1, 2);
    }

    @Test
    void anUpdateThatIsPausedIsAnErrorWithTheErrorsOfItsTasks() {
        services.add(service(REPLICATED, ""));
        services.add(
                service(
                        REPLICATED,
                        ",\"UpdateStatus\":{\"State\":\"paused\",\"Message\":\"update paused due to failure\"}"));
        tasks.add(
                list(
                        task("a", 1, "n1", "shutdown", "failed")
                                .replace(
                                        "\"State\":\"failed\"",
                                        "\"State\":\"failed\",\"Err\":\"task: non-zero exit (3)\"")));
        ServiceUpdateException paused =
                catchThrowableOfType(
                        ServiceUpdateException.class,
                        () -> docker.services().get("web").update().image("y").execute());
        assertThat(paused)
                .hasMessageContaining("ended as paused: update paused due to failure")
                .hasMessageContaining("non-zero exit (3)");
        assertThat(paused.taskErrors()).containsExactly("task: non-zero exit (3)");
        assertThat(paused.commandLine()).hasValue("docker service update --image y s1");
    }

    @Test
    void aServiceThatWentBackIsAnErrorOfTheUpdateAndNotOfARollback() {
        String back =
                ",\"UpdateStatus\":{\"State\":\"rollback_completed\",\"Message\":\"rollback completed\"}";
        services.add(service(REPLICATED, back));
        tasks.add(
                list(
                        task("a", 1, "n1", "running", "running"),
                        task("b", 2, "n2", "running", "running")));
        Service web = docker.services().get("web");
        assertThatThrownBy(() -> web.update().image("y").execute())
                .isInstanceOf(ServiceUpdateException.class)
                .hasMessageContaining("rollback_completed");
        web.rollback().execute();
        web.awaitConverged();
    }

    @Test
    void theTimeIsLimitedAlsoWhileItIsWatchedWhetherTasksGoOn() {
        services.add(service(REPLICATED, "").replace("1000000", "60000000000"));
        tasks.add(
                list(
                        task("a", 1, "n1", "running", "running"),
                        task("b", 2, "n2", "running", "running")));
        assertThatThrownBy(
                        () ->
                                docker.services()
                                        .create("web", "nginx")
                                        .noResolveImage()
                                        .timeout(Duration.ofMillis(300))
                                        .execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining(
                        "2 of 2 tasks are as they shall be, but not yet for 60000 ms");
    }

    @Test
    void theTimeIsLimited() {
        services.add(service(REPLICATED, ""));
        tasks.add(list(task("a", 1, "n1", "running", "running")));
        assertThatThrownBy(
                        () ->
                                docker.services()
                                        .create("web", "nginx")
                                        .noResolveImage()
                                        .timeout(Duration.ofMillis(300))
                                        .execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("1 of 2 tasks are as they shall be");
    }
}
