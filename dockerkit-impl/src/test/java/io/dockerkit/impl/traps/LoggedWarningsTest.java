package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.answers;
import static io.dockerkit.lab.Calls.answersAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.Subscription;
import io.dockerkit.container.Container;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.Jvm;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not as it was asked for, and no error, is a warning in the log: read from a program with a logger. */
@Timeout(60)
class LoggedWarningsTest {
    /**
     * Pulls for another platform than it gets, copies a file whose capability cannot be written, and sends directories while
     * files of them are deleted.
     */
    static final class Program {
        private static final String PULLED = "{\"status\":\"Status: Downloaded newer image\"}\r\n";
        private static final String FORGED =
                "{\"status\":\"WARNING: one\\nforged \\u001b[2J\"}\r\n" + PULLED;

        private Program() {}

        private static byte[] archive() throws Exception {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
                for (String name : new String[] {"ping", "plain"}) {
                    TarArchiveEntry entry = new TarArchiveEntry("d/" + name);
                    if (name.equals("ping")) {
                        entry.addPaxHeader("SCHILY.xattr.security.capability", "\u0001\u0002");
                        entry.addPaxHeader("SCHILY.xattr.user.note", "kept");
                    }
                    entry.setSize(1);
                    tar.putArchiveEntry(entry);
                    tar.write('x');
                    tar.closeArchiveEntry();
                }
            }
            return bytes.toByteArray();
        }

        private static Behaviour archive(String name) throws Exception {
            return answersWith("application/x-tar", archive(), stat(name));
        }

        private static String stat(String name) {
            String stat =
                    "{\"name\":\""
                            + name
                            + "\",\"size\":1,\"mode\":2147484141,\"mtime\":\"2024-01-02T03:04:05Z\",\"linkTarget\":\"\"}";
            return "X-Docker-Container-Path-Stat: "
                    + Base64.getEncoder().encodeToString(stat.getBytes(StandardCharsets.UTF_8));
        }

        private static Behaviour answersWith(String type, byte[] body, String header) {
            byte[] head =
                    ("HTTP/1.1 200 OK\r\n"
                                    + header
                                    + "\r\nContent-Type: "
                                    + type
                                    + "\r\nContent-Length: "
                                    + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
            return peer -> peer.send(Calls.join(head, body));
        }

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            try (ScriptedEngine engine = new ScriptedEngine(directory)) {
                engine.on("POST /images/create", answers("200 OK", PULLED))
                        .on(
                                "GET /images/x:latest/json",
                                answers(
                                        "200 OK",
                                        "{\"Id\":\"sha256:1\",\"Os\":\"linux\",\"Architecture\":\"amd64\"}"))
                        .onContainer("GET", "/archive", archive("d"))
                        .onContainer(
                                "HEAD",
                                "/archive",
                                answersWith("application/x-tar", new byte[0], stat("d")));
                engine.images().pull("x").platform("linux/arm64").execute();
                engine.images().pull("x").platform("linux/amd64").execute();
                engine.on("POST /images/create", answers("200 OK", FORGED));
                engine.images().pull("x").execute();
                Container container = engine.container();
                container.copyFrom("/d", directory.resolve("out"));
            }
            send(directory);
        }

        /** Copies a directory, and builds it, to an engine that deletes a file of it as soon as it has some of the archive. */
        private static void send(Path directory) throws Exception {
            Path sent = Files.createDirectory(directory.resolve("sent"));
            Path server = Files.createDirectory(directory.resolve("server"));
            Files.writeString(sent.resolve("Dockerfile"), "FROM scratch\n");
            // more than the buffers between the two sides hold
            Files.write(sent.resolve("a"), new byte[8 << 20]);
            Files.createFile(sent.resolve("z"));
            try (ScriptedEngine engine = new ScriptedEngine(server, peer -> serve(peer, sent))) {
                Container container = engine.containers().get("c");
                Files.createFile(sent.resolve("copied"));
                container.copyTo(sent, "/d");
                Files.createFile(sent.resolve("built"));
                engine.images().build(sent).builder(BuildSpec.Builder.CLASSIC).execute();
                Files.createFile(sent.resolve("built"));
                engine.images().build(sent).execute();
            }
        }

        private static void serve(Peer peer, Path sent) throws IOException, InterruptedException {
            while (true) {
                String request = peer.request();
                String call = request.split(" HTTP", 2)[0];
                if (call.startsWith("PUT") || call.contains("/build")) {
                    String end = request;
                    for (long come = 0; !end.endsWith("\r\n0\r\n\r\n"); ) {
                        String more = peer.read();
                        if (more.isEmpty()) {
                            return;
                        }
                        come += more.length();
                        if (come > 100_000) {
                            // the names are known by now, and only a part of the first file is sent
                            Files.deleteIfExists(sent.resolve("copied"));
                            Files.deleteIfExists(sent.resolve("built"));
                        }
                        end = end.substring(Math.max(0, end.length() - 7)) + more;
                    }
                }
                answer(call).serve(peer);
            }
        }

        private static Behaviour answer(String call) {
            if (call.startsWith("HEAD")) {
                return answersWith("application/x-tar", new byte[0], stat("d"));
            }
            return answers(
                    "200 OK",
                    call.contains("/_ping")
                            ? "OK"
                            : call.contains("/build")
                                    ? "{\"aux\":{\"ID\":\"sha256:1\"}}"
                                    : "{\"Id\":\"" + ScriptedEngine.ID + "\"}",
                    "Api-Version: " + ScriptedEngine.API_VERSION);
        }
    }

    @Test
    void theyNameTheImageAndTheFile(@TempDir Path directory) throws Exception {
        String output = Jvm.run(Program.class, directory, Map.of(), directory.toString());
        assertThat(Files.readString(directory.resolve("out/ping"))).isEqualTo("x");
        assertThat(output.lines().filter(line -> line.contains("WARN")))
                .satisfiesExactlyInAnyOrder(
                        pulled ->
                                assertThat(pulled)
                                        .contains(
                                                "image x:latest was pulled for linux/amd64, although linux/arm64 was asked for"),
                        told -> assertThat(told).endsWith("x:latest: one\\nforged \\u001b[2J"),
                        copied ->
                                assertThat(copied)
                                        .contains(
                                                "ping was copied without its security.capability"),
                        sent -> assertThat(sent).endsWith(leftOut(directory, "copied")),
                        built -> assertThat(built).endsWith(leftOut(directory, "built")),
                        built -> assertThat(built).endsWith(leftOut(directory, "built")));
    }

    /** Arguments: a directory with {@code docker}, which is the docker configuration. */
    static final class Settings {
        private Settings() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path config = directory.resolve("docker/config.json");
            try (ScriptedEngine engine = new ScriptedEngine(directory);
                    Docker docker = Docker.connect(engine.host())) {
                engine.on(
                        "POST /containers/create",
                        answers(
                                "201 Created",
                                "{\"Id\":\""
                                        + ScriptedEngine.ID
                                        + "\",\"Warnings\":[\"the engine's own\"]}"));
                engine.onContainer("PUT", "/archive", answers("500 Oh", "{\"message\":\"full\"}"));
                for (String broken : new String[] {"{\"auths\":", "[]"}) {
                    Files.writeString(config, broken);
                    create(docker);
                    create(docker);
                }
                Files.delete(config);
                Files.createDirectory(config);
                create(docker);
                create(docker);
                Files.delete(config);
                create(docker);
                Files.writeString(
                        config, "{\"auths\":{\"registry.example\":{\"auth\":\"bWU6cHc=\"}}}");
                Container created = create(docker);
                System.out.println("warnings " + created.warnings());
                fail(engine, docker);
            }
        }

        private static Container create(Docker docker) {
            return docker.containers().run("x").useApiSocket().dns("127.0.0.1").create();
        }

        /** Subscribes consumers that throw an exception. */
        private static void fail(ScriptedEngine engine, Docker docker) throws Exception {
            String event = "{\"Type\":\"container\",\"Action\":\"start\",\"time\":1704164646}";
            engine.on("GET /events", answers("200 OK", event));
            engine.onContainer(
                    "GET",
                    "/logs",
                    answersAs(
                            "application/vnd.docker.multiplexed-stream",
                            "200 OK",
                            "\1\0\0\0\0\0\0\2x\n"));
            done(docker.engine().events().subscribe(Settings::fail));
            done(docker.containers().get("c").logs().subscribe(Settings::fail));
        }

        private static void fail(Object item) {
            throw new IllegalStateException("of the consumer");
        }

        /** Nobody waits for its end, and nobody closes it. */
        private static void done(Subscription subscription) throws InterruptedException {
            while (!subscription.isDone()) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    void theyNameTheFileOfTheConfigurationTheAddressAndTheConsumer(@TempDir Path directory)
            throws Exception {
        Path config = Files.createDirectory(directory.resolve("docker")).resolve("config.json");
        String output =
                Jvm.run(
                        Settings.class,
                        directory,
                        Map.of("DOCKER_CONFIG", config.getParent().toString()),
                        directory.toString());
        String without =
                "WARN io.dockerkit: the docker configuration "
                        + config
                        + " %s; going on without it";
        String dns = "Localhost DNS (127.0.0.1) may fail in containers.";
        List<String> created =
                List.of(
                        "WARN io.dockerkit.container: the engine's own",
                        "WARN io.dockerkit.container: " + dns);
        assertThat(
                        output.lines()
                                .filter(line -> line.startsWith("WARN") && !created.contains(line)))
                .satisfiesExactly(
                        cut ->
                                assertThat(cut)
                                        .isEqualTo(
                                                without.formatted(
                                                        "is no JSON object (line 1, column 10); correct it, or"
                                                                + " move it away")),
                        list ->
                                assertThat(list)
                                        .isEqualTo(
                                                without.formatted(
                                                        "is no JSON object; correct it, or move it away")),
                        none ->
                                assertThat(none)
                                        .isEqualTo(
                                                without.formatted(
                                                        "cannot be read: it is no regular file")),
                        logins ->
                                assertThat(logins)
                                        .startsWith(
                                                "WARN io.dockerkit.container: the logins could not be put into"
                                                        + " container c0ffeec0ffee: ")
                                        .contains("full"));
        assertThat(output.lines().filter(created::contains)).hasSize(2 * 8);
        assertThat(output).contains("warnings [the engine's own, " + dns + "]");
        assertThat(output.lines().filter(line -> line.startsWith("ERROR")))
                .containsExactly(
                        consumerOf("the engine's events"),
                        consumerOf("the logs of container c0ffeec0ffee"));
        assertThat(output).contains("IllegalStateException: of the consumer");
    }

    private static String consumerOf(String what) {
        return "ERROR io.dockerkit: the consumer of "
                + what
                + " threw an exception, which ends the subscription";
    }

    private static String leftOut(Path directory, String name) {
        return "WARN io.dockerkit: "
                + directory.resolve("sent").resolve(name)
                + " was deleted while its directory was read, and is left out";
    }
}
