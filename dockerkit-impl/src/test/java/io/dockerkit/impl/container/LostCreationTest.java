package io.dockerkit.impl.container;

import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The answer to the creation of a container is lost: it is found by its name, or what may be it is told. */
@Timeout(30)
class LostCreationTest {
    private static final String CREATE = "POST /containers/create";

    private ScriptedEngine engine;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
        engine.on(CREATE, Peer::close);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private RunSpec spec() {
        return engine.containers().run("x").label("a", "b");
    }

    private void found(Instant created, String image, String labels) {
        engine.on(
                "GET /containers/web/json",
                answers(
                        "200 OK",
                        "{\"Id\":\""
                                + ScriptedEngine.ID
                                + "\",\"Name\":\"/web\",\"Created\":\""
                                + created
                                + "\",\"Config\":{\"Image\":\""
                                + image
                                + "\",\"Labels\":"
                                + labels
                                + "}}"));
    }

    private void heldOnce() {
        assertThat(engine.calls().stream().filter(call -> call.startsWith(CREATE))).hasSize(1);
    }

    private void isSomethingElse() {
        assertThatThrownBy(() -> spec().name("web").create())
                .isInstanceOfSatisfying(
                        DockerUnavailableException.class,
                        lost -> assertThat(lost.mayHaveBeenCarriedOut()).isTrue())
                .hasMessageContaining("what has the name now is something else");
        heldOnce();
    }

    @Test
    void oneWithANameIsFoundByIt() {
        found(Instant.now(), "x", "{\"a\":\"b\",\"of\":\"the image\"}");
        assertThat(spec().name("web").create().id()).isEqualTo(ScriptedEngine.ID);
        heldOnce();
    }

    @Test
    void oneThatIsOlderThanTheCallIsSomethingElse() {
        found(Instant.now().minusSeconds(60), "x", "{\"a\":\"b\"}");
        isSomethingElse();
    }

    @Test
    void oneOfAnotherImageIsSomethingElse() {
        found(Instant.now(), "y", "{\"a\":\"b\"}");
        isSomethingElse();
    }

    @Test
    void oneWithoutTheLabelsIsSomethingElse() {
        found(Instant.now(), "x", "{\"a\":\"c\"}");
        isSomethingElse();
    }

    @Test
    void withoutANameThoseThatMayBeItAreTold() {
        long now = Instant.now().getEpochSecond();
        engine.on(
                "GET /containers/json",
                answers(
                        "200 OK",
                        "[{\"Id\":\"aaaaaaaaaaaaaaaa\",\"Image\":\"x\",\"Created\":"
                                + now
                                + "},{\"Id\":\"bbbbbbbbbbbbbbbb\",\"Image\":\"y\",\"Created\":"
                                + now
                                + "},{\"Id\":\"dddddddddddddddd\",\"Image\":\"x\",\"Created\":"
                                + (now - 60)
                                + "}]"));
        assertThatThrownBy(() -> spec().create())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("docker ps --all --filter status=created")
                .hasMessageEndingWith("meanwhile, by this call or others: aaaaaaaaaaaa");
        heldOnce();
    }

    @Test
    void withoutANameAndACandidateItSaysSo() {
        engine.on("GET /containers/json", answers("200 OK", "[]"));
        assertThatThrownBy(() -> spec().create())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("so far nothing was created of image x");
    }

    @Test
    void aLookThatFailsToIsToldBesideTheReason() {
        assertThatThrownBy(() -> spec().create())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("it has no name by which it could be looked up")
                .satisfies(lost -> assertThat(lost.getSuppressed()).hasSize(1));
    }
}
