package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way to an engine: docker-java's port {@link DockerHttpClient}, with what it lacks, deadlines for each call and
 * streams that go both ways.
 *
 * <p>Every method throws the same family: {@link io.dockerkit.DockerUnavailableException} where there is no connection or
 * no answer, {@link io.dockerkit.DockerTimeoutException} at the deadline,
 * {@link io.dockerkit.DockerInterruptedException} (with the interrupt flag set) when the waiting thread is interrupted.
 * An answer of any status, 500 included, is returned and not thrown.
 *
 * <p>A request names an absolute path, already URL-encoded; headers and body go out as given. A deadline counts only the
 * time for which the engine keeps the caller waiting: to connect, to take each piece of the request, and to begin the
 * answer after its last byte. Slow sources of request bodies and long answers do not run into it.
 *
 * <p>Closing it ends all open exchanges at once. Thread-safe.
 */
public interface Wire extends DockerHttpClient {

    /** Sends the request and waits for the head of the answer, with the default deadline of this wire. */
    @Override
    Answer execute(Request request);

    /**
     * Sends the request and waits for the head of the answer.
     *
     * @param deadline how long the engine may keep the caller waiting; null or zero: for ever
     * @throws IllegalArgumentException if the request cannot be written as HTTP, or the deadline is negative
     */
    Answer execute(Request request, @Nullable Duration deadline);

    /** As {@link #upgrade(Request, String, Duration)}, with the default deadline of this wire. */
    Answer upgrade(Request request, String protocol);

    /**
     * Sends the request (attach, exec start) and asks for the connection itself as a two-way stream.
     *
     * <p>If the engine agrees, by 101 or, for {@link Duplex#TCP}, as older ones do by a 200 without length, the answer has a
     * {@link Answer#duplex()} and its status is 101 or 200. Any other answer is an ordinary one, without a duplex, whose
     * body holds the engine's words.
     *
     * @param protocol what the connection speaks then, as the header {@code Upgrade} names it: {@link Duplex#TCP}
     * @param deadline how long the engine may keep the caller waiting for that; null or zero: for ever
     * @throws IllegalArgumentException if the protocol is none that this wire can hand over
     */
    Answer upgrade(Request request, String protocol, @Nullable Duration deadline);

    /**
     * Connects and sends nothing, for engines that speak HTTP/2 from the first byte. With TLS, the connection asks for {@code
     * h2} by ALPN.
     *
     * @param what what messages call it: {@code the connection to BuildKit}
     * @param deadline how long connecting may take; null or zero: for ever
     * @return the connection, which the caller closes
     * @throws UnsupportedOperationException if {@link #handsOver} is false for every protocol
     */
    default Duplex connect(String what, @Nullable Duration deadline) {
        throw new UnsupportedOperationException("this transport does not hand over connections");
    }

    /** Returns whether {@link #upgrade} takes the protocol. */
    default boolean handsOver(String protocol) {
        return true;
    }

    /** Returns where the engine is, as {@code DOCKER_HOST} would name it. */
    String address();

    /** Ends all open exchanges and closes all connections. May be repeated. */
    @Override
    void close();
}
