/**
 * Bytes to and from an engine: connections, HTTP, hijacked streams and frames.
 *
 * <p>Start at {@link io.dockerkit.impl.transport.Wire}, the port that the nouns talk to: docker-java's own
 * {@code DockerHttpClient} with deadlines and two-way streams added. {@link io.dockerkit.impl.transport.SocketHttpClient}
 * is it over the JDK's sockets, {@link io.dockerkit.impl.transport.PortWire} over any other transport of
 * docker-java's. {@code SshLink} carries the same HTTP through the pipes of the system's ssh. {@link io.dockerkit.impl.transport.FrameReader} takes apart what attach, exec and logs send.
 *
 * <p>Inside, one call goes {@code SocketHttpClient} → {@code ConnectionPool} → {@code OutgoingRequest} →
 * {@code ResponseHead} → {@code Framing} → {@code BodyStream}, all over one {@code Connection}, which is the one place
 * that knows why a connection ended. {@code WireErrors} turns that into the errors of the API.
 */
@NullMarked
package io.dockerkit.impl.transport;

import org.jspecify.annotations.NullMarked;
