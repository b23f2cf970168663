package io.dockerkit.impl.traps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.MisbehavingServer;
import io.dockerkit.impl.transport.MisbehavingServer.Behaviour;
import io.dockerkit.impl.transport.MisbehavingServer.Peer;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * An engine that answers each call as the test says, well or not, and the nouns over it. It has one container, of which
 * only the id is known.
 */
final class TrapEngine implements AutoCloseable {
    static final String ID = "c0ffee".repeat(10) + "c0ff";
    static final String SWITCHED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final MisbehavingServer server;
    private final Map<String, Behaviour> behaviours = new LinkedHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Rest rest;

    TrapEngine(Path directory) throws IOException {
        this(directory, wire -> wire);
    }

    /** Makes an engine that is reached over a wire around the socket client. */
    TrapEngine(Path directory, UnaryOperator<Wire> around) throws IOException {
        server = new MisbehavingServer(directory, this::serve);
        rest = new Rest(around.apply(new SocketHttpClient(server.socket())), "1.47");
        on("GET /containers/c/json", answers("200 OK", "{\"Id\":\"" + ID + "\"}"));
        on("POST /containers/" + ID + "/exec", answers("201 Created", "{\"Id\":\"e\"}"));
        on("GET /exec/e/json", answers("200 OK", "{\"Running\":false,\"ExitCode\":3}"));
    }

    private void serve(Peer peer) throws IOException, InterruptedException {
        while (true) {
            String head = peer.request();
            String[] words = head.split(" ", 3);
            String call = words[0] + " " + words[1].replaceFirst("^/v1\\.47", "");
            calls.add(call);
            heads.add(head);
            String bare = call.replaceFirst("\\?.*", "");
            behaviours
                    .getOrDefault(bare, answers("500 Oh", "{\"message\":\"not expected\"}"))
                    .serve(peer);
        }
    }

    /** Sets what happens to a call, named without version and query. The request has been read. */
    TrapEngine on(String call, Behaviour behaviour) {
        behaviours.put(call, behaviour);
        return this;
    }

    /** Sets what happens to a call about the one container. */
    TrapEngine onContainer(String method, String action, Behaviour behaviour) {
        return on(method + " /containers/" + ID + action, behaviour);
    }

    ContainerCommands containers() {
        return new ContainerCommands(new ContainerApi(rest, new ImageApi(rest), Map::of));
    }

    /** Returns the images for a user with these logins. */
    ImageCommands images(Logins logins) {
        return new ImageCommands(new ImageApi(rest, logins));
    }

    /** Returns the whole heads of all requests. */
    List<String> heads() {
        return heads;
    }

    ImageCommands images() {
        return new ImageCommands(new ImageApi(rest));
    }

    /** Returns the container, having asked for it. */
    Container container() {
        Container found = containers().get("c");
        calls.clear();
        return found;
    }

    Rest rest() {
        return rest;
    }

    /** Returns method and path of the calls since {@link #container()}. */
    List<String> calls() {
        return calls;
    }

    /** Tells the test that something happened to the engine. */
    void tell(String event) {
        events.add(event);
    }

    /** Waits for what the engine tells next; "" if it does not within ten seconds. */
    String told() throws InterruptedException {
        String event = events.poll(10, TimeUnit.SECONDS);
        return event == null ? "" : event;
    }

    /** Tells that the call came, and then nothing until the client goes, which is told, too. */
    Behaviour silent(String name) {
        return peer -> {
            tell(name);
            peer.awaitEnd();
            tell(name + " ended");
        };
    }

    static Behaviour answers(String status, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String head =
                "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n"
                        .formatted(status, bytes.length);
        return peer -> peer.send(join(head.getBytes(ISO_8859_1), bytes));
    }

    /** Answers with a stream that ends with the connection, and ends it. */
    static Behaviour streams(String head, byte[]... parts) {
        return peer -> {
            peer.send(head);
            for (byte[] part : parts) {
                peer.send(part);
            }
            peer.close();
        };
    }

    static byte[] frame(int kind, byte[] payload) {
        byte[] head = new byte[8];
        head[0] = (byte) kind;
        ByteBuffer.wrap(head).putInt(4, payload.length);
        return join(head, payload);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        rest.close();
        server.close();
    }
}
