package io.dockerkit.impl.container;

import static io.dockerkit.lab.Calls.answers;
import static io.dockerkit.lab.Calls.answersAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.NameInUseException;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.DetachedSpec.IfExists;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container is taken if it was made of the same spec, and replaced or left alone otherwise. */
@Timeout(30)
class NamedContainerTest {
    private static final Behaviour DONE = peer -> peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    private static final Behaviour NONE =
            answers("404 Not Found", "{\"message\":\"No such container: web\"}");
    private static final String CREATE = "POST /containers/create";
    private static final String OF_ID = "/containers/" + ScriptedEngine.ID;

    private final AtomicInteger creations = new AtomicInteger();
    private ScriptedEngine engine;
    private volatile String created = "";
    private volatile String state = "\"Status\":\"running\",\"Running\":true";

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
        engine.on(CREATE, this::create)
                .on("GET /containers/web/json", this::inspect)
                .on("GET /images/x:latest/json", answers("200 OK", "{\"Id\":\"sha256:1\"}"))
                .onContainer(
                        "POST", "/start", peer -> peer.send("HTTP/1.1 304 Not Modified\r\n\r\n"))
                .onContainer("POST", "/unpause", DONE)
                .onContainer("DELETE", "", this::remove);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    /** Keeps of the newest request what the engine shows of the container later. */
    private void keepWhatIsAskedFor() throws IOException {
        String request = engine.heads().get(engine.heads().size() - 1);
        JsonNode body = JsonText.read(request.substring(request.indexOf("\r\n\r\n") + 4));
        created =
                "\"Config\":{\"Labels\":"
                        + body.path("Labels")
                        + "},\"HostConfig\":{\"ContainerIDFile\":"
                        + body.at("/HostConfig/ContainerIDFile")
                        + "}";
    }

    private void create(Peer peer) throws IOException, InterruptedException {
        keepWhatIsAskedFor();
        creations.incrementAndGet();
        answers("201 Created", "{\"Id\":\"" + ScriptedEngine.ID + "\"}").serve(peer);
    }

    private void inspect(Peer peer) throws IOException, InterruptedException {
        (created.isEmpty()
                        ? NONE
                        : answers(
                                "200 OK",
                                "{\"Id\":\""
                                        + ScriptedEngine.ID
                                        + "\",\"Name\":\"/web\",\"Image\":\"sha256:1\",\"State\":{"
                                        + state
                                        + "},"
                                        + created
                                        + "}"))
                .serve(peer);
    }

    private void remove(Peer peer) throws IOException, InterruptedException {
        created = "";
        DONE.serve(peer);
    }

    private DetachedSpec web() {
        return engine.containers().run("x").name("web").detached().ifExists(IfExists.REUSE);
    }

    private DetachedSpec otherWeb() {
        return engine.containers()
                .run("x")
                .name("web")
                .env("A", "b")
                .detached()
                .ifExists(IfExists.REUSE);
    }

    private boolean creates(DetachedSpec spec) {
        int before = creations.get();
        assertThat(spec.ensure().id()).isEqualTo(ScriptedEngine.ID);
        return creations.get() > before;
    }

    private List<String> calls() {
        List<String> calls = engine.calls().stream().map(call -> call.split("\\?", 2)[0]).toList();
        engine.calls().clear();
        return calls;
    }

    @Test
    void theFirstCallCreatesAndTheNextOneTakesTheSame() {
        assertThat(creates(web())).isTrue();
        assertThat(calls()).contains(CREATE);
        assertThat(creates(web())).isFalse();
        assertThat(calls()).doesNotContain(CREATE).contains("POST " + OF_ID + "/start");
    }

    @Test
    void aContainerOfAnotherSpecIsReplaced() {
        web().ensure();
        calls();
        assertThat(creates(otherWeb())).isTrue();
        assertThat(calls()).containsSubsequence("DELETE " + OF_ID, CREATE);
    }

    @Test
    void aContainerOfAnOlderImageIsReplacedUnlessTheImageIsGone() {
        web().ensure();
        calls();
        engine.on(
                "GET /images/x:latest/json",
                answers("404 Not Found", "{\"message\":\"No such image: x:latest\"}"));
        assertThat(creates(web())).isFalse();
        engine.on("GET /images/x:latest/json", answers("200 OK", "{\"Id\":\"sha256:2\"}"));
        assertThat(creates(web())).isTrue();
        assertThat(calls()).containsSubsequence("DELETE " + OF_ID, CREATE);
    }

    @Test
    void aContainerThatIsBeingRemovedIsReplaced() {
        web().ensure();
        calls();
        state = "\"Status\":\"removing\",\"Running\":false";
        assertThat(creates(web())).isTrue();
        assertThat(calls()).containsSubsequence("DELETE " + OF_ID, CREATE);
    }

    @Test
    void aPausedContainerIsResumed() {
        web().ensure();
        calls();
        state = "\"Status\":\"paused\",\"Running\":true,\"Paused\":true";
        assertThat(creates(web())).isFalse();
        assertThat(calls()).contains("POST " + OF_ID + "/unpause");
    }

    @Test
    void ofAStoppedContainerOnlyTheLinesOfItsNewRunAreWaitedFor() {
        web().ensure();
        calls();
        state =
                "\"Status\":\"exited\",\"Running\":false,\"StartedAt\":\"2024-01-02T03:04:05Z\","
                        + "\"FinishedAt\":\"2024-01-02T03:05:00Z\"";
        engine.onContainer("GET", "/json", this::inspect)
                .on("GET /events", answers("200 OK", ""))
                .onContainer(
                        "POST",
                        "/start",
                        peer -> {
                            state =
                                    state.replace("exited", "running")
                                            .replace("false", "true")
                                            .replace("03:04:05", "03:05:20");
                            DONE.serve(peer);
                        })
                .onContainer(
                        "GET",
                        "/logs",
                        answersAs(
                                "application/vnd.docker.multiplexed-stream",
                                "200 OK",
                                "\1\0\0\0\0\0\0\6ready\n"));
        assertThat(web().waitFor(Wait.log("ready")).ensure().id()).isEqualTo(ScriptedEngine.ID);
        // 03:05:10: between the end of the one and the start of the other
        assertThat(engine.calls())
                .filteredOn(call -> call.contains("/logs?"))
                .isNotEmpty()
                .allMatch(call -> call.contains("since=1704164710.000000000"));
    }

    @Test
    void aLabelThatWasInheritedFromAnImageIsNoProof() {
        web().ensure();
        calls();
        created = created.replaceFirst("dockerkit-[0-9a-f]{4}", "dockerkit-0000");
        assertThatThrownBy(() -> web().ensure())
                .isInstanceOf(NameInUseException.class)
                .hasMessageContaining("cannot reuse container web (c0ffeec0ffee)")
                .hasMessageContaining("is left alone");
        assertThat(calls()).noneMatch(call -> call.startsWith("DELETE"));
    }

    @Test
    void aContainerWithoutTheLabelIsLeftAlone() {
        created = "\"Config\":{\"Labels\":{}},\"HostConfig\":{}";
        assertThatThrownBy(() -> web().ensure())
                .isInstanceOf(NameInUseException.class)
                .hasMessageContaining("IfExists.REPLACE");
        assertThat(calls()).noneMatch(call -> call.startsWith("DELETE"));
    }

    @Test
    void whoComesSecondToTheNameTakesWhatTheFirstMade() {
        AtomicBoolean first = new AtomicBoolean(true);
        engine.on(
                CREATE,
                peer -> {
                    if (first.getAndSet(false)) {
                        // somebody else's request of the same spec comes in between
                        keepWhatIsAskedFor();
                    }
                    answers(
                                    "409 Conflict",
                                    "{\"message\":\"Conflict. The container name \\\"/web\\\" is already in use by container"
                                            + " \\\"c0ffeec0ffee\\\"\"}")
                            .serve(peer);
                });
        assertThat(creates(web())).isFalse();
        assertThat(calls()).containsOnlyOnce(CREATE);
    }

    @Test
    void whatIsGoneBetweenTheLookAndTheStartIsCreatedAnew() {
        web().ensure();
        calls();
        AtomicBoolean first = new AtomicBoolean(true);
        engine.onContainer(
                "POST",
                "/start",
                peer -> {
                    if (first.getAndSet(false)) {
                        created = "";
                        NONE.serve(peer);
                    } else {
                        DONE.serve(peer);
                    }
                });
        assertThat(creates(web())).isTrue();
        assertThat(calls()).contains(CREATE);
    }
}
