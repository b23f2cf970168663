package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.Container;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.Jvm;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not as it was asked for, and no error, is a warning in the log: read from a program with a logger. */
@Timeout(60)
class LoggedWarningsTest {
    /** Pulls for another platform than it gets, and copies a file whose capability cannot be written. */
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
            String stat =
                    "{\"name\":\""
                            + name
                            + "\",\"size\":1,\"mode\":2147484141,\"mtime\":\"2024-01-02T03:04:05Z\",\"linkTarget\":\"\"}";
            return answersWith(
                    "application/x-tar",
                    archive(),
                    "X-Docker-Container-Path-Stat: "
                            + Base64.getEncoder()
                                    .encodeToString(stat.getBytes(StandardCharsets.UTF_8)));
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
                                peer -> {
                                    String stat =
                                            "{\"name\":\"d\",\"size\":1,\"mode\":2147484141,"
                                                    + "\"mtime\":\"2024-01-02T03:04:05Z\",\"linkTarget\":\"\"}";
                                    peer.send(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Docker-Container-Path-Stat: "
                                                    + Base64.getEncoder()
                                                            .encodeToString(
                                                                    stat.getBytes(
                                                                            StandardCharsets.UTF_8))
                                                    + "\r\n\r\n");
                                });
                engine.images().pull("x").platform("linux/arm64").execute();
                engine.images().pull("x").platform("linux/amd64").execute();
                engine.on("POST /images/create", answers("200 OK", FORGED));
                engine.images().pull("x").execute();
                Container container = engine.container();
                container.copyFrom("/d", directory.resolve("out"));
            }
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
                                                "ping was copied without its security.capability"));
    }
}
