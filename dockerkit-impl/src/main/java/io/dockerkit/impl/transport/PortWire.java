package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.concurrent.Alarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Wire} of any other transport of docker-java's: zerodep for named pipes, or one that a program has.
 *
 * <p>It gives what can be given from outside of a transport, each call in a thread {@code dockerkit-call} that is left
 * behind when the deadline passes or the caller is interrupted (an answer that still comes is closed). What it cannot do,
 * because zerodep does not:
 *
 * <ul>
 *   <li>{@link Duplex#closeOutput()} ends the input of zerodep's pump, but zerodep does not tell the engine;
 *   <li>a refused {@link #upgrade} has the engine's status, but not its words;
 *   <li>an interrupt does not end the read of a body; closing and deadlines do.
 * </ul>
 *
 * <p>The transport must be made without a response time-out of its own: that would also end silent followed streams.
 *
 * <p>Thread-safe.
 */
public final class PortWire implements Wire {
    private static final Pattern REFUSED =
            Pattern.compile("got: (?:HTTP/[0-9.]+ )?([1-5][0-9][0-9]) ?(.*)");

    private final DockerHttpClient port;
    private final String address;
    private final @Nullable Duration defaultDeadline;
    private final boolean borrowed;
    private final WireErrors errors;
    private final Set<PortCall> calls = ConcurrentHashMap.newKeySet();
    private final Set<PortAnswer> answers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Makes a wire of a transport, which it closes with itself.
     *
     * @param port the transport, without a response time-out
     * @param address where the engine is, as {@code DOCKER_HOST} would name it
     * @param defaultDeadline the deadline of calls that are given none; null or zero: none
     */
    public PortWire(DockerHttpClient port, String address, @Nullable Duration defaultDeadline) {
        this(port, address, defaultDeadline, false);
    }

    /** Returns a wire as the constructor makes it, of a transport that stays open when the wire is closed. */
    public static PortWire borrowing(
            DockerHttpClient port, String address, @Nullable Duration defaultDeadline) {
        return new PortWire(port, address, defaultDeadline, true);
    }

    private PortWire(
            DockerHttpClient port,
            String address,
            @Nullable Duration defaultDeadline,
            boolean borrowed) {
        Alarm.nanos(defaultDeadline);
        this.borrowed = borrowed;
        this.port = port;
        this.address = address;
        this.defaultDeadline = defaultDeadline;
        this.errors = new WireErrors(address, null, null);
    }

    @Override
    public Answer execute(Request request) {
        return execute(request, defaultDeadline);
    }

    @Override
    public Answer execute(Request request, @Nullable Duration deadline) {
        return answer(call(request, deadline), null, request);
    }

    @Override
    public Answer upgrade(Request request, String protocol) {
        return upgrade(request, protocol, defaultDeadline);
    }

    @Override
    public Answer upgrade(Request request, String protocol, @Nullable Duration deadline) {
        if (!handsOver(protocol)) {
            throw new IllegalArgumentException(
                    "docker-java's transports hand over connections for "
                            + Duplex.TCP
                            + " only, not for "
                            + protocol);
        }
        StdinPipe stdin = new StdinPipe();
        Request hijacking =
                NamedRequest.keepName(
                        Request.builder().from(request).hijackedInput(stdin.source()).build(),
                        request);
        DockerHttpClient.Response response = null;
        try {
            response = call(hijacking, deadline);
            int status = response.getStatusCode();
            StdinPipe given = status == 101 || status == 200 ? stdin : null;
            return answer(response, given, request);
        } catch (DockerUnavailableException e) {
            return refused(e, request);
        } finally {
            if (response == null) {
                stdin.breakOff();
            }
        }
    }

    private Answer refused(DockerUnavailableException e, Request request) {
        String message = e.getCause() == null ? null : e.getCause().getMessage();
        Matcher matcher = REFUSED.matcher(message == null ? "" : message);
        if (!matcher.find()) {
            throw e;
        }
        int status = Integer.parseInt(matcher.group(1));
        return answer(new RefusedUpgrade(status, matcher.group(2)), null, request);
    }

    private Answer answer(
            DockerHttpClient.Response response, @Nullable StdinPipe stdin, Request request) {
        PortAnswer answer =
                new PortAnswer(
                        response, stdin, errors, NamedRequest.what(request), answers::remove);
        answers.add(answer);
        if (closed) {
            answer.endWithWire();
        }
        return answer;
    }

    private DockerHttpClient.Response call(Request request, @Nullable Duration deadline) {
        long nanos = Alarm.nanos(deadline);
        PortCall call = new PortCall(port, request);
        calls.add(call);
        try {
            if (closed) {
                throw new IllegalStateException(
                        "this Docker connection to " + address + " was closed; open a new one");
            }
            DockerHttpClient.Response response = call.await(nanos);
            if (response == null) {
                throw closed
                        ? errors.closed(
                                "waiting for the answer to " + NamedRequest.what(request), null)
                        : errors.overdue(NamedRequest.what(request), nanos, null);
            }
            return response;
        } catch (InterruptedException e) {
            throw errors.interrupted("waiting for the answer to " + NamedRequest.what(request), e);
        } catch (IOException e) {
            throw new DockerUnavailableException(
                    "no answer to "
                            + NamedRequest.what(request)
                            + " from the Docker engine at "
                            + address
                            + ": "
                            + e.getMessage(),
                    e);
        } finally {
            calls.remove(call);
        }
    }

    @Override
    public boolean handsOver(String protocol) {
        return protocol.equals(Duplex.TCP);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        closed = true;
        calls.forEach(PortCall::end);
        answers.forEach(PortAnswer::endWithWire);
        if (borrowed) {
            return;
        }
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
