package io.dockerkit.lab;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.Wire;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server on a unix socket in this JVM that does what the test says, for what a real engine does not do on demand.
 *
 * <p>A test scripts it either by connections, whose behaviours read and write every byte themselves, or by calls:
 * {@link #on} says what becomes of each, and all others are answered with status 500. By calls it is an engine with one
 * container, of which only the id is known.
 *
 * <p>Thread-safe.
 */
public final class ScriptedEngine implements AutoCloseable {
    /** The id of its container. */
    public static final String ID = "c0ffee".repeat(10) + "c0ff";

    /** The version of the Engine API that it names, and that {@link #rest()} speaks. */
    public static final String API_VERSION = "1.47";

    private final ServerSocketChannel server;
    private final Path socket;
    private final List<Behaviour> connectionBehaviours;
    private final UnaryOperator<Wire> around;
    private final Acceptor<Peer> acceptor;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Behaviour> calledBehaviours = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile Behaviour otherCalls =
            Calls.answers("500 Oh", "{\"message\":\"not expected\"}");
    private @Nullable Rest rest;

    /**
     * Starts a server.
     *
     * @param directory where its socket {@code engine.sock} is made
     * @param connections what happens to each connection, the last one for all that follow; none: it is scripted by calls
     */
    public ScriptedEngine(Path directory, Behaviour... connections) throws IOException {
        this(directory, wire -> wire, List.of(connections));
    }

    private ScriptedEngine(Path directory, UnaryOperator<Wire> around, List<Behaviour> connections)
            throws IOException {
        this.around = around;
        socket = directory.resolve("engine.sock");
        connectionBehaviours = connections.isEmpty() ? List.of(this::serveCalls) : connections;
        on("GET /_ping", Calls.answers("200 OK", "OK", "Api-Version: " + API_VERSION));
        on("GET /containers/c/json", Calls.answers("200 OK", "{\"Id\":\"" + ID + "\"}"));
        on("POST /containers/" + ID + "/exec", Calls.answers("201 Created", "{\"Id\":\"e\"}"));
        on("GET /exec/e/json", Calls.answers("200 OK", "{\"Running\":false,\"ExitCode\":3}"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        acceptor = Acceptor.start("test-peer", server, this::accept, Peer::serve);
    }

    /** Starts a server that is scripted by calls and reached over a wire around the socket client. */
    public static ScriptedEngine over(Path directory, UnaryOperator<Wire> around)
            throws IOException {
        return new ScriptedEngine(directory, around, List.of());
    }

    private Peer accept() throws IOException {
        int last = connectionBehaviours.size() - 1;
        SocketChannel connection = server.accept();
        int index = Math.min(connections.getAndIncrement(), last);
        return new Peer(connection, connectionBehaviours.get(index));
    }

    private void serveCalls(Peer peer) throws IOException, InterruptedException {
        while (true) {
            String head = peer.wholeRequest();
            String[] words = head.split(" ", 3);
            String call = words[0] + " " + words[1].replaceFirst("^/v1\\.\\d+", "");
            calls.add(call);
            heads.add(head);
            calledBehaviours.getOrDefault(call.replaceFirst("\\?.*", ""), otherCalls).serve(peer);
        }
    }

    /** Sets what happens to a call, named by method and path, without version and query. */
    public ScriptedEngine on(String call, Behaviour behaviour) {
        calledBehaviours.put(call, behaviour);
        return this;
    }

    /** Sets what happens to a call about the one container. */
    public ScriptedEngine onContainer(String method, String action, Behaviour behaviour) {
        return on(method + " /containers/" + ID + action, behaviour);
    }

    /** Sets what happens to all calls that {@link #on} does not name. */
    public ScriptedEngine onOthers(Behaviour behaviour) {
        otherCalls = behaviour;
        return this;
    }

    /** Returns the socket. */
    public Path socket() {
        return socket;
    }

    /** Returns the address, as {@code DOCKER_HOST} names it. */
    public String host() {
        return "unix://" + socket;
    }

    /** Returns how many connections were made. */
    public int connections() {
        return connections.get();
    }

    /** Returns a client of it, which {@link #close()} closes. */
    public synchronized Rest rest() {
        Rest known = rest;
        if (known == null) {
            known =
                    new Rest(
                            around.apply(new SocketHttpClient(Route.toSocket(socket), null)),
                            API_VERSION);
            rest = known;
        }
        return known;
    }

    /** Returns its containers. */
    public ContainerCommands containers() {
        return new ContainerCommands(new ContainerApi(rest(), new ImageApi(rest()), Map::of));
    }

    /** Returns its images, without any login. */
    public ImageCommands images() {
        return new ImageCommands(new ImageApi(rest()));
    }

    /** Returns its images, for a user with these logins. */
    public ImageCommands images(Logins logins) {
        return new ImageCommands(new ImageApi(rest(), logins));
    }

    /** Returns the container, having asked for it. */
    public Container container() {
        Container found = containers().get("c");
        calls.clear();
        return found;
    }

    /** Returns method, path and query of the calls since {@link #container()}. */
    public List<String> calls() {
        return calls;
    }

    /** Returns the whole requests of all calls, a body in chunks included. */
    public List<String> heads() {
        return heads;
    }

    /** Tells the test that something happened here. */
    public void tell(String event) {
        events.add(event);
    }

    /** Waits for what {@link #tell} tells next; "" if it does not within ten seconds. */
    public String told() throws InterruptedException {
        String event = events.poll(10, TimeUnit.SECONDS);
        return event == null ? "" : event;
    }

    /** Returns the behaviour that tells that the call came, and never answers; the client's end is told, too. */
    public Behaviour silent(String name) {
        return peer -> {
            tell(name);
            peer.awaitEnd();
            tell(name + " ended");
        };
    }

    @Override
    public synchronized void close() throws IOException {
        Rest known = rest;
        if (known != null) {
            known.close();
        }
        acceptor.close();
    }
}
