package io.dockerkit.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.Docker;
import io.dockerkit.buildkit.HeldProxy.From;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A phase of a native build, in which the build stays until something ends it. */
enum BuildPhase {
    /** The engine does not answer {@code POST /grpc}. */
    CONNECTING_TO_BUILDKIT {
        @Override
        BuildSpec begin(Stage stage) {
            stage.held("/grpc", From.ENGINE, -1);
            // without it the build would go on without a session
            return stage.build("FROM busybox\n").secretValue("s", "v");
        }
    },
    /** The engine does not answer {@code POST /session}. */
    CONNECTING_THE_SESSION {
        @Override
        BuildSpec begin(Stage stage) {
            stage.held("/session", From.ENGINE, -1);
            return stage.build("FROM busybox\n").secretValue("s", "v");
        }
    },
    /** The session is there, and the engine asks for nothing. */
    WAITING_FOR_THE_FIRST_REQUEST {
        @Override
        BuildSpec begin(Stage stage) {
            stage.held("/session", From.ENGINE, 0);
            // without it a cut before the client has read the answer would be a session refused
            return stage.build("FROM busybox\n").secretValue("s", "v");
        }
    },
    /** The engine reads no more of the list of files. */
    LISTING_FILES {
        @Override
        BuildSpec begin(Stage stage) throws IOException {
            String name = "a-file-whose-name-makes-the-list-of-files-long-".repeat(4);
            for (int i = 0; i < 1000; i++) {
                Files.createFile(stage.context.resolve(name + i));
            }
            stage.held("/session", From.CLIENT, 100_000);
            return stage.buildContext("FROM scratch\nCOPY . /\n");
        }
    },
    /** The engine reads no more of a file. */
    SENDING_A_FILE {
        @Override
        BuildSpec begin(Stage stage) throws IOException {
            try (RandomAccessFile file =
                    new RandomAccessFile(stage.context.resolve("large").toFile(), "rw")) {
                file.setLength(16 * 1024 * 1024);
            }
            Files.writeString(stage.context.resolve("once"), stage.once);
            stage.held("/session", From.CLIENT, 1024 * 1024);
            return stage.buildContext("FROM scratch\nCOPY . /\n");
        }
    },
    /** A step runs. */
    RUNNING_A_STEP {
        @Override
        BuildSpec begin(Stage stage) {
            CountDownLatch runs = stage.latch();
            return stage.build("FROM busybox\nRUN echo go; exec " + stage.sleep() + "\n")
                    .onOutput(
                            line -> {
                                if (line.endsWith(" go")) {
                                    runs.countDown();
                                }
                            });
        }
    },
    /** A step asks for a secret, and gets half of it. */
    GIVING_A_SECRET {
        @Override
        BuildSpec begin(Stage stage) {
            stage.held("/session", From.CLIENT, 200_000);
            return stage.build(
                            "FROM busybox\nRUN --mount=type=secret,id=s exec "
                                    + stage.sleep()
                                    + "\n")
                    .secretValue("s", "x".repeat(400_000));
        }
    },
    /** A step has asked an agent, which does not answer. */
    FORWARDING_AN_AGENT {
        @Override
        BuildSpec begin(Stage stage) throws IOException {
            return stage.build(
                            "FROM ubuntu\nRUN --mount=type=ssh exec perl -MIO::Socket::UNIX -e '"
                                    + "$s = IO::Socket::UNIX->new($ENV{SSH_AUTH_SOCK}); print $s pack(\"NC\", 1, 11);"
                                    + " $s->flush; <$s>; sleep "
                                    + stage.seconds
                                    + "'\n")
                    .ssh("default", stage.agent());
        }
    },
    /** The engine has begun to export the image, and says no more. */
    EXPORTING_THE_IMAGE {
        @Override
        BuildSpec begin(Stage stage) {
            stage.heldAfter("/grpc", From.ENGINE, "exporting to image");
            return stage.build(
                    "FROM busybox\nRUN echo "
                            + stage.once
                            + "; dd if=/dev/zero of=/f bs=1M count=30\n");
        }
    },
    /** An output has come by half. */
    RECEIVING_AN_OUTPUT {
        @Override
        BuildSpec begin(Stage stage) {
            stage.held("/session", From.ENGINE, 1024 * 1024);
            return stage.build(
                            "FROM busybox AS b\nRUN mkdir /o; echo "
                                    + stage.once
                                    + " >/o/a; dd if=/dev/zero of=/o/f bs=1M count=8\n"
                                    + "FROM scratch\nCOPY --from=b /o /\n")
                    .output(stage.directory.resolve("out"));
        }
    };

    /** Returns the build, which comes to this phase when it is executed. */
    abstract BuildSpec begin(Stage stage) throws IOException;

    /** What one build needs for its phase. */
    static final class Stage implements AutoCloseable {
        final Path directory;
        final Path context;
        final String once;
        final int seconds;
        private final Docker docker;
        private final HeldProxy proxy;
        private final CountDownLatch agentEnded = new CountDownLatch(1);
        private ServerSocketChannel agent;
        private Reached reached;

        /** Waits for the phase. */
        private interface Reached {
            boolean await() throws InterruptedException;
        }

        /**
         * Makes it.
         *
         * @param seconds a number that no other process sleeps for
         */
        Stage(Path directory, Docker docker, HeldProxy proxy, int seconds) throws IOException {
            this.directory = directory;
            this.context = Files.createDirectory(directory.resolve("context"));
            this.docker = docker;
            this.proxy = proxy;
            this.seconds = seconds;
            this.once = "once-" + seconds;
        }

        /** Returns a command that lasts until it is ended. */
        String sleep() {
            return "sleep " + seconds;
        }

        boolean awaitPhase() throws InterruptedException {
            return reached.await();
        }

        private void held(String path, From from, long after) {
            proxy.hold(path, from, after);
            reached = () -> proxy.awaitHeld(path);
        }

        private void heldAfter(String path, From from, String text) {
            proxy.holdAfter(path, from, text);
            reached = () -> proxy.awaitHeld(path);
        }

        private CountDownLatch latch() {
            CountDownLatch latch = new CountDownLatch(1);
            reached = () -> latch.await(20, TimeUnit.SECONDS);
            return latch;
        }

        private BuildSpec build(String dockerfile) {
            return docker.images()
                    .build(Dockerfile.inline(dockerfile))
                    .label("io.dockerkit.test", once);
        }

        private BuildSpec buildContext(String dockerfile) throws IOException {
            Files.writeString(context.resolve("Dockerfile"), dockerfile);
            return docker.images().build(context).label("io.dockerkit.test", once);
        }

        /** Starts an agent that takes a request and does not answer. */
        private Path agent() throws IOException {
            Path socket = directory.resolve("agent");
            CountDownLatch asked = latch();
            agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            agent.bind(UnixDomainSocketAddress.of(socket));
            Thread thread = new Thread(() -> take(asked), "test-agent");
            thread.setDaemon(true);
            thread.start();
            return socket;
        }

        private void take(CountDownLatch asked) {
            try (SocketChannel client = agent.accept()) {
                ByteBuffer request = ByteBuffer.allocate(64);
                while (client.read(request) >= 0) {
                    if (new String(request.array(), UTF_8).contains("\u000b")) {
                        asked.countDown();
                    }
                }
            } catch (IOException closed) {
                // the test is over
            }
            agentEnded.countDown();
        }

        /** Waits until the build has closed its connection to the agent, if it had one. */
        boolean isAgentLeft() throws InterruptedException {
            return agent == null || agentEnded.await(10, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            if (agent != null) {
                agent.close();
            }
        }
    }
}
