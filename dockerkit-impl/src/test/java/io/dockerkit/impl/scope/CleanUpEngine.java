package io.dockerkit.impl.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine of which only the lists, inspections and removals that a clean-up asks for are known. */
final class CleanUpEngine implements AutoCloseable {
    private final ScriptedEngine server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> removed = new CopyOnWriteArrayList<>();

    CleanUpEngine(Path directory) throws IOException {
        server = new ScriptedEngine(directory, this::serve);
        on("GET /containers/json", "[]");
        on("GET /networks", "[]");
        on("GET /volumes", "{\"Volumes\":null,\"Warnings\":null}");
    }

    private void serve(Peer peer) throws IOException {
        while (true) {
            String[] words = peer.request().split(" ", 3);
            String call = words[0] + " " + words[1].replaceFirst("^/v[0-9.]+", "");
            String bare = call.replaceFirst("\\?.*", "");
            if (words[0].equals("DELETE")) {
                removed.add(call.substring("DELETE ".length()));
                peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            } else if (words[1].startsWith("/_ping")) {
                peer.send("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n");
            } else {
                String body = answers.get(bare);
                send(peer, body == null ? "404 Not Found" : "200 OK", body);
            }
        }
    }

    private static void send(Peer peer, String status, String body) throws IOException {
        byte[] bytes = (body == null ? "{\"message\":\"no such thing\"}" : body).getBytes(UTF_8);
        peer.send("HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
        peer.send(bytes);
    }

    CleanUpEngine on(String call, String answer) {
        answers.put(call, answer);
        return this;
    }

    /** Has a container that is created by this body with these labels, both as the engine shows them. */
    CleanUpEngine container(String id, String idFile) {
        return on(
                "GET /containers/" + id + "/json",
                "{\"Id\":\""
                        + id
                        + "\",\"HostConfig\":{\"Memory\":0,\"ContainerIDFile\":\""
                        + idFile
                        + "\"}}");
    }

    /** Returns the paths of the removals. */
    List<String> removed() {
        return removed;
    }

    Path socket() {
        return server.socket();
    }

    Rest rest() {
        return new Rest(new SocketHttpClient(Route.toSocket(socket()), null), "1.41");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
