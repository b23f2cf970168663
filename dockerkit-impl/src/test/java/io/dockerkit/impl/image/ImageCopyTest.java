package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import io.dockerkit.image.SaveSpec;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image goes from one engine to another, and the error of the side that failed is the one that is reported. */
@Timeout(30)
class ImageCopyTest {
    private static final String GET = "GET /images/get";
    private static final String LOAD = "POST /images/load";
    private static final String LOADED =
            "{\"stream\":\"Loaded image: app:1\\n\"}\n{\"stream\":\"Loaded image ID: sha256:ab\\n\"}\n";

    @TempDir Path directory;
    private ScriptedEngine from;
    private ScriptedEngine to;

    @BeforeEach
    void start() throws IOException {
        from = new ScriptedEngine(Files.createDirectory(directory.resolve("from")));
        to = new ScriptedEngine(Files.createDirectory(directory.resolve("to")));
        to.on(LOAD, Calls.answers("200 OK", LOADED));
        to.on("GET /images/app:1/json", Calls.answers("200 OK", "{\"Id\":\"sha256:aa\"}"));
        to.on("GET /images/sha256:ab/json", Calls.answers("200 OK", "{\"Id\":\"sha256:ab\"}"));
    }

    @AfterEach
    void stop() throws IOException {
        from.close();
        to.close();
    }

    private static Behaviour archive(String... parts) {
        return peer -> {
            peer.send(Calls.CHUNKED);
            for (String part : parts) {
                peer.send(chunk(part));
            }
            peer.send("0\r\n\r\n");
        };
    }

    private static String chunk(String part) {
        return Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
    }

    @Test
    void theArchiveOfOneEngineIsLoadedByTheOther() {
        from.on(GET, archive("first;", "x".repeat(200_000), ";last"));

        List<Image> copied = from.images().save("app:1", "sha256:ab").to(to.images());

        assertThat(from.calls()).containsExactly("GET /images/get?names=app%3A1&names=sha256%3Aab");
        assertThat(to.calls()).first().isEqualTo("POST /images/load?quiet=1");
        assertThat(to.heads().get(0)).contains("first;").contains(";last").endsWith("0\r\n\r\n");
        assertThat(copied).extracting(Image::id).containsExactly("sha256:aa", "sha256:ab");
        assertThat(to.calls()).last().isEqualTo("GET /images/sha256:ab/json");
    }

    @Test
    void oneImageIsCopiedByItsName() {
        from.on(GET, archive("tar"));

        assertThat(from.images().copy("app:1", to.images()).id()).isEqualTo("sha256:aa");
    }

    @Test
    void anEngineThatCannotSaveOnePlatformIsNotAskedTo() {
        assertThatThrownBy(
                        () -> from.images().save("app:1").platform("linux/arm64").to(to.images()))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("1.48");
        assertThat(from.calls()).isEmpty();
        assertThat(to.connections()).isZero();
    }

    @Test
    void progressCountsTheBytesAndThenReportsWhatTheOtherEngineSays() {
        from.on(GET, archive("x".repeat(1000)));
        to.on(
                LOAD,
                Calls.answers(
                        "200 OK",
                        "{\"id\":\"l1\",\"status\":\"Loading layer\",\"progressDetail\":{\"current\":5,\"total\":9}}\n"
                                + LOADED));
        List<Progress.Event> events = new ArrayList<>();

        from.images().save("app:1").onProgress(events::add).to(to.images());

        assertThat(events)
                .containsSequence(
                        new Progress.Event("app:1", "Copied", 1000, 1000),
                        new Progress.Event("l1", "Loading layer", 5, 9));
        assertThat(to.calls()).first().isEqualTo("POST /images/load?quiet=0");
    }

    @Test
    void theOtherEngineIsAskedForNothingIfAnImageIsMissing() {
        from.on(GET, Calls.answers("404 Not Found", "{\"message\":\"No such image: app:1\"}"));

        assertThatThrownBy(() -> from.images().copy("app:1", to.images()))
                .isInstanceOf(ImageNotFoundException.class);
        assertThat(to.connections()).isZero();
    }

    @Test
    void aCutArchiveIsReportedAndNothingOfItIsLoaded() {
        from.on(
                GET,
                peer -> {
                    peer.send(Calls.CHUNKED);
                    peer.send(chunk("half"));
                    peer.close();
                });
        to.on(LOAD, Calls.answers("200 OK", LOADED));

        assertThatThrownBy(() -> from.images().copy("app:1", to.images()))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("docker save app:1")
                .hasMessageContaining("4 bytes had come");
        // the body of the request had no end
        assertThat(to.calls()).isEmpty();
    }

    @Test
    void aRefusalOfTheOtherEngineWinsOverTheBrokenPipe() {
        from.on(GET, endless());
        ScriptedEngine full = otherOf(refusing("500 No", "unsupported layer"));

        assertThatThrownBy(() -> from.images().copy("app:1", full.images()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("unsupported layer")
                .hasMessageContaining("app:1, copied to " + full.host());
    }

    @Test
    void theOtherEnginesEndIsReportedAsItsOwn() {
        from.on(GET, endless());
        ScriptedEngine dying =
                otherOf(
                        peer -> {
                            peer.request();
                            peer.close();
                        });

        assertThatThrownBy(() -> from.images().copy("app:1", dying.images()))
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining(dying.host());
    }

    @Test
    void theTimeoutHoldsForTheSideThatIsSilent() {
        from.on(
                GET,
                peer -> {
                    peer.send(Calls.CHUNKED);
                    peer.awaitEnd();
                });

        assertThatThrownBy(() -> hurried().to(to.images()))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessage("gave up to copy app:1 to " + to.host() + " after 0.2 s");
        assertThat(Thread.interrupted()).isFalse();

        from.on(GET, archive("tar"));
        to.on(LOAD, to.silent("load"));
        assertThatThrownBy(() -> hurried().to(to.images()))
                .isInstanceOf(DockerTimeoutException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aTimeoutThatDoesNotPassChangesNothing() {
        from.on(GET, archive("tar"));

        assertThat(from.images().save("app:1").timeout(Duration.ofMinutes(1)).to(to.images()))
                .hasSize(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    private SaveSpec hurried() {
        return from.images().save("app:1").timeout(Duration.ofMillis(200));
    }

    @Test
    void anInterruptEndsBothSides() throws InterruptedException {
        from.on(
                GET,
                peer -> {
                    peer.send(Calls.CHUNKED);
                    peer.send(chunk("half"));
                    from.tell("sent");
                    peer.awaitEnd();
                    from.tell("ended");
                });
        Thread caller = Thread.currentThread();
        Thread interrupter =
                new Thread(
                        () -> {
                            try {
                                from.told();
                                caller.interrupt();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
        interrupter.start();

        assertThatThrownBy(
                        () ->
                                from.images()
                                        .save("app:1")
                                        .timeout(Duration.ofMinutes(1))
                                        .to(to.images()))
                .isInstanceOf(DockerInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
        assertThat(from.told()).isEqualTo("ended");
        assertThat(to.calls()).isEmpty();
    }

    /** Sends until nobody takes it. */
    private static Behaviour endless() {
        return peer -> {
            peer.send(Calls.CHUNKED);
            String part = chunk("x".repeat(60_000));
            while (true) {
                peer.send(part);
            }
        };
    }

    private ScriptedEngine otherOf(Behaviour connection) {
        try {
            to.close();
            Files.delete(to.socket());
            to = new ScriptedEngine(to.socket().getParent(), connection);
            return to;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads the beginning of the request, answers and closes, as Go's server does. */
    private static Behaviour refusing(String status, String words) {
        return peer -> {
            peer.request();
            Calls.answers(status, "{\"message\":\"" + words + "\"}", "Connection: close")
                    .serve(peer);
            peer.close();
        };
    }
}
