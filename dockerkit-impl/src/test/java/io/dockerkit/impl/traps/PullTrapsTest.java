package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.CHUNKED;
import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.image.PullSpec;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pulls that fail after they began well; each test is named by the row of the list of traps. */
@Timeout(30)
class PullTrapsTest {
    private static final String CREATE = "POST /images/create";
    private static final String BEGUN =
            "{\"status\":\"Pulling from library/x\",\"id\":\"latest\"}\r\n"
                    + "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1,\"total\":9},\"id\":\"a1\"}\r\n";

    private ScriptedEngine engine;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private static String chunk(String text) {
        return "%x\r\n%s\r\n".formatted(text.length(), text);
    }

    private static Behaviour reports(String items) {
        return peer -> peer.send(CHUNKED + chunk(items) + "0\r\n\r\n");
    }

    private static String error(String words) {
        return "{\"errorDetail\":{\"message\":\"%1$s\"},\"error\":\"%1$s\"}\r\n".formatted(words);
    }

    private PullSpec pull() {
        return engine.images().pull("x");
    }

    @Test
    void t06AnErrorThatTheProgressThrowsReachesTheCallerAndFreesTheConnection() throws Exception {
        engine.on(
                CREATE,
                peer -> {
                    peer.send(CHUNKED + chunk(BEGUN));
                    engine.silent("pull").serve(peer);
                });
        PullSpec spec =
                pull().onProgress(
                                event -> {
                                    throw new StackOverflowError("in the callback");
                                });
        assertThatThrownBy(spec::execute)
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("in the callback");
        assertThat(engine.told()).isEqualTo("pull");
        assertThat(engine.told()).isEqualTo("pull ended");
    }

    @Test
    void t11APullWhoseFirstItemIsTheErrorIsImageNotFound() {
        String words =
                "pull access denied for x, repository does not exist or may require docker login";
        engine.on(CREATE, reports(error(words)));
        assertThatThrownBy(() -> pull().execute())
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("its registry wants a login");
    }

    @Test
    void t12APullThatGoesOnTooLongSaysHowFarItCame() {
        engine.on(
                CREATE,
                peer -> {
                    peer.send(CHUNKED + chunk(BEGUN));
                    peer.awaitEnd();
                });
        assertThatThrownBy(() -> pull().timeout(DeadlineTrapsTest.SHORT).execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("after 0.3 s")
                .hasMessageContaining("a1=Downloading");
    }

    @Test
    void t13AnErrorInsideAPullThatBeganWellIsThrown() {
        engine.on(CREATE, reports(BEGUN + error("filesystem layer verification failed")));
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> pull().onProgress(event -> seen.add(event.status())).execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cannot pull image")
                .hasMessageContaining("filesystem layer verification failed");
        assertThat(seen).containsExactly("Pulling from library/x", "Downloading");
        assertThat(engine.calls()).hasSize(1);
    }

    @Test
    void aPullWhoseLastWordIsOfALayerOrTheDigestAloneIsNotComplete() {
        for (String items : List.of(BEGUN, BEGUN + "{\"status\":\"Digest: sha256:1\"}\r\n")) {
            engine.on(CREATE, reports(items));
            assertThatThrownBy(() -> pull().execute())
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("pull again");
        }
    }

    @Test
    void aRunPullsAndCreatesWithoutMoreQuestions() {
        engine.on(CREATE, reports(BEGUN + "{\"status\":\"done\"}\r\n"))
                .on("POST /containers/create", answers("201 Created", "{\"Id\":\"c1\"}"));
        engine.containers().parse("docker run --pull always x").create();
        assertThat(engine.calls()).hasSize(2);
    }

    @Test
    void aPullThatSucceedsIsTheImage() {
        engine.on(
                        CREATE,
                        reports(
                                BEGUN
                                        + "{\"status\":\"Status: Downloaded newer image for x\"}\r\n"))
                .on("GET /images/x:latest/json", answers("200 OK", "{\"Id\":\"sha256:1\"}"));
        assertThat(pull().execute().id()).isEqualTo("sha256:1");
    }
}
