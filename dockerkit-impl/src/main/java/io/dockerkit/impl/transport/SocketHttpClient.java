package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.concurrent.Alarm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/1.1 to an engine on a unix socket or by tcp, with TLS or without, over the JDK's own
 * {@link java.nio.channels.SocketChannel}; or through the pipes of the system's ssh.
 *
 * <p><b>Why the HTTP codec is our own.</b> The alternative was Apache HttpCore 5, which docker-java's zerodep carries
 * shaded inside it and so cannot lend. It is well tested and knows far more HTTP than this package, and that is what
 * speaks for it: every rule here had to be written and tested once more. What decided against it:
 *
 * <ul>
 *   <li>Footprint: a megabyte of jar more for what Go's server speaks to a local client: lengths, chunks, close, 101.
 *   <li>The first call of a JVM: most of docker-java's 0.54 s goes into loading 2,950 classes; this package is some twenty.
 *   <li>Half-close: HttpCore sees a connection as requests and answers. After 101 the socket would have to be taken out
 *       from under it, read-ahead included, which is what docker-java does and where its stdin never ends.
 *   <li>Copying: bodies go from the socket into the caller's array, without a second buffer in between.
 *   <li>Deadlines: HttpCore counts socket time-outs, which a JDK channel does not have; the deadlines of {@link Wire}
 *       count what the engine keeps the caller waiting for, and end by closing the channel.
 * </ul>
 *
 * <p><b>Connections</b> are kept alive and used again, the idle ones bounded in number. One that the engine closed while
 * it was idle is noticed before it is used. A request is sent a second time, over a new connection, only if not one byte
 * of it was taken, or if it is a GET or HEAD on a connection used before that ended without one byte of answer. An answer
 * that comes before the request is all sent is taken as the answer.
 *
 * <p>An interrupt closes the connection of the interrupted call. There are no threads but {@code dockerkit-deadline},
 * while there are deadlines, and {@code dockerkit-stdin} for each {@code hijackedInput()} of docker-java's own commands.
 *
 * <p>Thread-safe.
 */
public final class SocketHttpClient implements Wire {
    private static final int MAX_IDLE = 16;

    private final String address;
    private final String prefix;
    private final long defaultDeadline;
    private final ConnectionPool pool;

    /** Connections to be handed over: the same pool, unless they must not lead to a proxy. */
    private final ConnectionPool streams;

    /** Connections that speak HTTP/2 from the first byte. */
    private final ConnectionPool http2;

    private final @Nullable ProxiedTarget proxied;
    private final WireErrors errors;

    /**
     * Makes a client; connects when it is first used.
     *
     * @param route the way to the engine
     * @param defaultDeadline the deadline, as {@link Wire} defines it, of calls that are given none; null or zero: none
     */
    public SocketHttpClient(Route route, @Nullable Duration defaultDeadline) {
        this(route, defaultDeadline, MAX_IDLE);
    }

    /** Makes a client that keeps another number of idle connections than usual. */
    SocketHttpClient(Route route, @Nullable Duration defaultDeadline, int maxIdle) {
        this.address = route.address();
        this.prefix = route.prefix();
        this.defaultDeadline = Alarm.nanos(defaultDeadline);
        this.pool = route.pool(maxIdle);
        ConnectionPool others = route.streams(maxIdle);
        this.streams = others == null ? pool : others;
        ConnectionPool negotiated = route.http2();
        this.http2 = negotiated == null ? streams : negotiated;
        this.proxied = route.proxied();
        this.errors = route.errors();
    }

    @Override
    public Answer execute(DockerHttpClient.Request request) {
        return execute(request, defaultDeadline);
    }

    @Override
    public Answer execute(DockerHttpClient.Request request, @Nullable Duration deadline) {
        return execute(request, Alarm.nanos(deadline));
    }

    private Answer execute(DockerHttpClient.Request request, long deadline) {
        InputStream stdin = request.hijackedInput();
        if (stdin == null) {
            return exchange(outgoing(request, null), deadline, Handover.NEVER);
        }
        Answer answer = exchange(outgoing(request, Duplex.TCP), deadline, Handover.AS_200);
        if (answer.duplex().orElse(null) instanceof SocketDuplex duplex) {
            duplex.pumpFrom(stdin);
        }
        return answer;
    }

    @Override
    public Answer upgrade(DockerHttpClient.Request request, String protocol) {
        return exchange(outgoing(request, protocol), defaultDeadline, Handover.AS_IT_IS);
    }

    @Override
    public Answer upgrade(
            DockerHttpClient.Request request, String protocol, @Nullable Duration deadline) {
        return exchange(outgoing(request, protocol), Alarm.nanos(deadline), Handover.AS_IT_IS);
    }

    @Override
    public Duplex connect(String what, @Nullable Duration deadline) {
        requireOpen();
        long nanos = Alarm.nanos(deadline);
        Connection connection = create(http2);
        Duplex duplex = null;
        try {
            connection.deadline(nanos);
            connection.begin();
            if (!connection.liftDeadline()) {
                throw errors.overdue(what, nanos, null);
            }
            BodyStream input =
                    new BodyStream(connection, Framing.handedOverConnection(), errors, what);
            duplex = new SocketDuplex(connection, input, "", errors, what);
            return duplex;
        } catch (IOException e) {
            throw connection.ended() == Connection.End.OVERDUE
                    ? errors.overdue(what, nanos, e)
                    : unconnected(connection, what, e);
        } finally {
            if (duplex == null) {
                connection.end(Connection.End.CLOSED);
            }
        }
    }

    private DockerException unconnected(Connection connection, String what, IOException e) {
        DockerException known = errors.ofThisSide(connection.ended(), "opening " + what, e);
        return known == null ? errors.unreachable(e) : known;
    }

    private OutgoingRequest outgoing(DockerHttpClient.Request request, @Nullable String protocol) {
        DockerHttpClient.Request whole =
                prefix.isEmpty()
                        ? request
                        : NamedRequest.keepName(
                                DockerHttpClient.Request.builder()
                                        .from(request)
                                        .path(prefix + request.path())
                                        .build(),
                                request);
        return OutgoingRequest.of(whole, protocol, protocol == null ? proxied : null);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        pool.close();
        streams.close();
        http2.close();
    }

    int idleConnections() {
        return pool.idleCount();
    }

    private Answer exchange(OutgoingRequest request, long deadline, Handover handover) {
        requireOpen();
        ConnectionPool connections = handover == Handover.NEVER ? pool : streams;
        Connection idle = connections.takeIdle();
        Answer answer = idle == null ? null : attempt(idle, request, deadline, handover);
        while (answer == null) {
            answer = attempt(create(connections), request, deadline, handover);
        }
        return answer;
    }

    private void requireOpen() {
        if (pool.closed()) {
            throw new IllegalStateException(
                    "this Docker connection to " + address + " was closed; open a new one");
        }
    }

    private Connection create(ConnectionPool connections) {
        try {
            return connections.create();
        } catch (IOException e) {
            throw errors.unreachable(e);
        }
    }

    /** Carries out the exchange over one connection; null if it is to be done again over a new one. */
    private @Nullable Answer attempt(
            Connection connection, OutgoingRequest request, long deadline, Handover handover) {
        Answer answer = null;
        try {
            ResponseHead head = headOf(connection, request, deadline);
            if (!connection.liftDeadline()) {
                throw errors.overdue(request.what(), deadline, null);
            }
            if (head.asksForTls()) {
                throw errors.wantsTls();
            }
            ProxiedTarget asked = handover == Handover.NEVER ? proxied : null;
            if (asked != null && head.status() == 407) {
                throw errors.unreachable(asked.proxy().wantsLogin());
            }
            answer = answer(connection, request, head, handover);
            return answer;
        } catch (IOException e) {
            if (mayGoAgain(connection, request)) {
                return null;
            }
            throw errors.noAnswer(connection, request, deadline, e);
        } finally {
            if (answer == null) {
                connection.end(Connection.End.CLOSED);
            }
        }
    }

    private static ResponseHead headOf(
            Connection connection, OutgoingRequest request, long deadline) throws IOException {
        connection.deadline(deadline);
        connection.begin();
        try {
            request.send(connection, deadline);
        } catch (IOException unsent) {
            return earlyAnswer(connection, unsent);
        }
        return ResponseHead.read(connection.received());
    }

    /** An engine that refuses a long request answers and closes while that is still being sent. */
    private static ResponseHead earlyAnswer(Connection connection, IOException unsent)
            throws IOException {
        if (connection.sent() == 0) {
            throw unsent;
        }
        try {
            return ResponseHead.read(connection.received());
        } catch (IOException | DockerUnavailableException.MalformedAnswer e) {
            unsent.addSuppressed(e);
            throw unsent;
        }
    }

    private static boolean mayGoAgain(Connection connection, OutgoingRequest request) {
        return connection.reused()
                && connection.ended() == null
                && !Thread.currentThread().isInterrupted()
                && connection.received().count() == 0
                && (connection.sent() == 0 || request.repeatable());
    }

    private Answer answer(
            Connection connection, OutgoingRequest request, ResponseHead head, Handover handover) {
        if (handover != Handover.NEVER && (head.status() == 101 || isOldHandover(request, head))) {
            BodyStream input = body(connection, Framing.handedOverConnection(), request);
            String type = MediaTypes.bare(head.header("Content-Type"));
            SocketDuplex duplex = new SocketDuplex(connection, input, type, errors, request.what());
            int status = handover == Handover.AS_200 ? 200 : head.status();
            return new SocketAnswer(head, status, input, duplex);
        }
        if (head.status() == 101) {
            throw Malformed.answer("received 101 Switching Protocols without having asked for it");
        }
        return new SocketAnswer(
                head, body(connection, Framing.of(head, request.isHead()), request));
    }

    /** Older engines hand over a raw stream with the status 200 and a body without a length. */
    private static boolean isOldHandover(OutgoingRequest request, ResponseHead head) {
        return request.asksFor(Duplex.TCP)
                && head.status() == 200
                && head.header("Content-Length") == null
                && head.header("Transfer-Encoding") == null;
    }

    private BodyStream body(Connection connection, Framing framing, OutgoingRequest request) {
        return new BodyStream(connection, framing, errors, request.what());
    }

    /** What a request makes of an engine that hands over the connection. */
    private enum Handover {
        NEVER,
        AS_IT_IS,
        /** As docker-java's commands, which know no 101, want it. */
        AS_200
    }
}
