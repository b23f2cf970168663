package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time-out of a transfer holds for the whole of it, though bytes move all the time. */
@Timeout(10)
class TrickleTest {
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final String LOADED = "{\"stream\":\"Loaded image ID: sha256:1\\n\"}";

    /** Enough for twenty seconds, at the pace of {@link #slowReader}. */
    private static final int LARGE = 32 * 1024 * 1024;

    @TempDir Path directory;
    private ScriptedEngine engine;
    private Path file;

    /** What sends a large body. */
    enum Transfer {
        LOAD("load images from .*large") {
            @Override
            void run(ImageCommands images, Path file, Duration limit) {
                images.load(file).timeout(limit).execute();
            }
        },
        IMPORT("import .*large") {
            @Override
            void run(ImageCommands images, Path file, Duration limit) {
                images.importFrom(file).timeout(limit).execute();
            }
        },
        BUILD("build .*") {
            @Override
            void run(ImageCommands images, Path file, Duration limit) {
                images.build(file.getParent()).timeout(limit).execute();
            }
        };

        private final String name;

        Transfer(String name) {
            this.name = name;
        }

        abstract void run(ImageCommands images, Path file, Duration limit);
    }

    @BeforeEach
    void files() throws IOException {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        file = Files.write(context.resolve("large"), new byte[LARGE]);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** Answers the ping of a build, and takes 8 KiB each 5 ms of what follows. */
    private static Behaviour slowReader() {
        return peer -> {
            while (peer.request().startsWith("GET ")) {
                Calls.answers("200 OK", "OK", "Api-Version: 1.47").serve(peer);
            }
            while (!peer.read().isEmpty()) {
                Thread.sleep(5);
            }
        };
    }

    private static void assertLate(ThrowingCallable transfer, String doing) {
        long start = System.nanoTime();
        assertThatThrownBy(transfer)
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageMatching("gave up to " + doing + " after 0.4 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(LIMIT, Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource
    void anEngineThatTakesABodySlowlyRunsIntoIt(Transfer transfer) throws IOException {
        engine = new ScriptedEngine(directory, slowReader());
        assertLate(() -> transfer.run(engine.images(), file, LIMIT), transfer.name);
    }

    @Test
    void anArchiveThatComesSlowlyRunsIntoIt() throws IOException {
        engine = loading();
        InputStream slow =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        try {
                            Thread.sleep(30);
                            return 'x';
                        } catch (InterruptedException e) {
                            throw new IOException("interrupted", e);
                        }
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        into[offset] = (byte) read();
                        return 1;
                    }

                    @Override
                    public String toString() {
                        return "slow";
                    }
                };
        assertLate(
                () -> engine.images().load(slow).timeout(LIMIT).execute(), "load images from slow");
    }

    @Test
    void anArchiveThatDoesNotComeRunsIntoIt() throws IOException {
        engine = loading();
        try (PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream archive = new PipedInputStream(silent)) {
            assertLate(
                    () -> engine.images().load(archive).timeout(LIMIT).execute(),
                    "load images from java.io.Piped.*");
        }
    }

    @Test
    void anAnswerThatComesSlowlyRunsIntoIt() throws IOException {
        engine =
                new ScriptedEngine(directory)
                        .on(
                                "POST /images/load",
                                peer -> {
                                    peer.send(Calls.CHUNKED);
                                    while (true) {
                                        peer.send("2\r\n{}\r\n");
                                        Thread.sleep(30);
                                    }
                                });
        Path small = directory.resolve("context/Dockerfile");
        assertLate(
                () -> engine.images().load(small).timeout(LIMIT).execute(),
                "load images from .*Dockerfile");
    }

    /** Without a session, base images of registries with a login are pulled before the build. */
    @Test
    void thePullsBeforeABuildArePartsOfIt() throws IOException {
        Files.writeString(
                file.resolveSibling("Dockerfile"), "FROM r.example/one\nFROM r.example/two\n");
        engine =
                new ScriptedEngine(directory)
                        .on(
                                "POST /build",
                                Calls.answers("200 OK", "{\"aux\":{\"ID\":\"sha256:1\"}}"))
                        .on(
                                "POST /images/create",
                                peer -> {
                                    Thread.sleep(250);
                                    Calls.answers("200 OK", "{\"status\":\"Status: done\"}")
                                            .serve(peer);
                                })
                        .on("GET /images/r.example/one:latest/json", missingFirst())
                        .onOthers(
                                Calls.answers("404 Not Found", "{\"message\":\"no such image\"}"));
        String auths = "{\"auths\":{\"r.example\":{\"auth\":\"dTpw\"}}}";
        Logins logins = new Endpoints(Map.of("DOCKER_AUTH_CONFIG", auths), directory).credentials();
        assertLate(
                () -> engine.images(logins).build(file.getParent()).timeout(LIMIT).execute(),
                "build .*");
        assertThat(engine.calls())
                .filteredOn(call -> call.startsWith("POST "))
                .hasSize(2)
                .allMatch(call -> call.startsWith("POST /images/create?"));
    }

    /** An image that is there once it is pulled. */
    private static Behaviour missingFirst() {
        AtomicBoolean pulled = new AtomicBoolean();
        return peer ->
                (pulled.getAndSet(true)
                                ? Calls.answers("200 OK", "{\"Id\":\"sha256:1\"}")
                                : Calls.answers("404 Not Found", "{\"message\":\"no such image\"}"))
                        .serve(peer);
    }

    @Test
    void aTransferInTimeIsNotTouched() throws Exception {
        engine = loading();
        assertThat(engine.images().load(file).timeout(Duration.ofSeconds(9)).execute())
                .extracting(Image::id)
                .containsExactly("sha256:1");
    }

    /** An interrupt of somebody else is no time-out, and stays. */
    @Test
    void anInterruptIsAnInterrupt() throws Exception {
        engine = new ScriptedEngine(directory, slowReader());
        FutureTask<DockerException> load =
                new FutureTask<>(
                        () -> {
                            try {
                                engine.images().load(file).timeout(Duration.ofMinutes(1)).execute();
                                throw new AssertionError("it was loaded");
                            } catch (DockerException ended) {
                                assertThat(Thread.interrupted()).isTrue();
                                return ended;
                            }
                        });
        Thread thread = new Thread(load, "test-load");
        thread.start();
        Thread.sleep(200);
        thread.interrupt();
        assertThat(load.get(5, TimeUnit.SECONDS)).isInstanceOf(DockerInterruptedException.class);
    }

    private ScriptedEngine loading() throws IOException {
        return new ScriptedEngine(directory)
                .on("POST /images/load", Calls.answers("200 OK", LOADED))
                .on("GET /images/sha256:1/json", Calls.answers("200 OK", "{\"Id\":\"sha256:1\"}"));
    }
}
