package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Clients over scripted engines, each closed after its test. Not thread-safe. */
abstract class HttpClientFixture {
    static final Duration SHORT = Duration.ofMillis(300);
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir Path directory;
    private final List<AutoCloseable> opened = new ArrayList<>();

    final ScriptedEngine server(Behaviour... behaviours) throws IOException {
        ScriptedEngine server = new ScriptedEngine(directory, behaviours);
        opened.add(server);
        return server;
    }

    final SocketHttpClient client(ScriptedEngine server) throws IOException {
        SocketHttpClient client = clientOf(server);
        opened.add(client);
        return client;
    }

    /** Makes the client, over the server's own socket. */
    SocketHttpClient clientOf(ScriptedEngine server) throws IOException {
        return new SocketHttpClient(Route.toSocket(server.socket()), null);
    }

    /** Has something closed after the test. */
    final void closeLater(AutoCloseable one) {
        opened.add(one);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    static Request get(String path) {
        return Request.builder().method(Request.Method.GET).path(path).build();
    }

    static Request post(String path, byte[] body) {
        return Request.builder().method(Request.Method.POST).path(path).bodyBytes(body).build();
    }

    static String text(Answer answer) throws IOException {
        try (answer) {
            return new String(answer.getBody().readAllBytes(), UTF_8);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
