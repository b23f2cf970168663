package io.dockerkit.impl.transport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The way from this program to an engine: what connections are made of, and what lies between. Nothing is connected before a
 * {@link SocketHttpClient} needs it. Immutable and thread-safe.
 */
public final class Route {
    private final String address;
    private final String prefix;
    private final Link.Dialer dialer;

    /** Makes the connections to be handed over, where those must not lead to a proxy. */
    private final Link.@Nullable Dialer streams;

    /** Makes the connections that speak HTTP/2, where those are made in another way. */
    private final Link.@Nullable Dialer http2;

    private final @Nullable ProxiedTarget proxied;
    private final @Nullable TlsMaterial tls;
    private final @Nullable Path socket;
    private final boolean idleIsCostly;

    private Route(
            String address,
            String prefix,
            Link.Dialer dialer,
            Link.@Nullable Dialer streams,
            Link.@Nullable Dialer http2,
            @Nullable ProxiedTarget proxied,
            @Nullable TlsMaterial tls,
            @Nullable Path socket,
            boolean idleIsCostly) {
        this.address = address;
        this.prefix = prefix;
        this.dialer = dialer;
        this.streams = streams;
        this.http2 = http2;
        this.proxied = proxied;
        this.tls = tls;
        this.socket = socket;
        this.idleIsCostly = idleIsCostly;
    }

    /**
     * Returns the way by links of any kind.
     *
     * @param address where the engine is, for messages
     */
    public static Route over(String address, Link.Dialer dialer) {
        return new Route(address, "", dialer, null, null, null, null, null, false);
    }

    /** Returns the way to a unix socket, for instance {@code /var/run/docker.sock}. */
    public static Route toSocket(Path socket) {
        return new Route(
                "unix://" + socket,
                "",
                () -> SocketLink.to(socket),
                null,
                null,
                null,
                null,
                socket,
                false);
    }

    /**
     * Returns the way to a tcp port, without TLS. As with the docker command, connections that the engine hands over (attach,
     * exec) do not lead through the proxy.
     *
     * @param host the engine's host, a name or an address
     * @param prefix what every path begins with, {@code /engines/1} for instance, or empty
     * @param proxy the proxy, or null for none
     */
    public static Route toPort(String host, int port, String prefix, @Nullable HttpProxy proxy) {
        String address = SocketLink.name(host, port) + prefix;
        if (proxy == null) {
            return new Route(
                    address,
                    prefix,
                    () -> SocketLink.to(host, port),
                    null,
                    null,
                    null,
                    null,
                    null,
                    false);
        }
        return new Route(
                address,
                prefix,
                () -> ProxyLink.to(proxy),
                () -> ProxyLink.past(proxy, host, port),
                null,
                new ProxiedTarget(proxy, SocketLink.authority(host, port)),
                null,
                null,
                false);
    }

    /**
     * Returns the way to a tcp port, with TLS 1.3 or 1.2.
     *
     * @param host the engine's host, a name or an address, which its certificate must have
     * @param prefix what every path begins with, {@code /engines/1} for instance, or empty
     * @param tls the certificates
     * @param proxy the proxy whose tunnel it leads through, or null for none
     */
    public static Route toTlsPort(
            String host, int port, String prefix, TlsMaterial tls, @Nullable HttpProxy proxy) {
        String target = SocketLink.authority(host, port);
        return new Route(
                SocketLink.name(host, port) + prefix,
                prefix,
                tls(host, port, target, tls, proxy),
                null,
                tls(host, port, target, tls, proxy, "h2"),
                null,
                tls,
                null,
                false);
    }

    private static Link.Dialer tls(
            String host,
            int port,
            String target,
            TlsMaterial tls,
            @Nullable HttpProxy proxy,
            String... protocols) {
        return proxy == null
                ? () -> TlsLink.to(host, port, tls, protocols)
                : () -> TlsLink.over(ProxyLink.through(proxy, target), host, port, tls, protocols);
    }

    /** Returns the way through the system's ssh: one process for each call at the same time. */
    public static Route overSsh(SshCommand ssh) {
        return new Route(
                ssh.address(), "", SshLink.dialer(ssh), null, null, null, null, null, true);
    }

    /** Returns where it leads, as {@code DOCKER_HOST} names it. */
    String address() {
        return address;
    }

    /** Returns what every path begins with. */
    String prefix() {
        return prefix;
    }

    /** Returns the proxy that reads each request's target, or null. */
    @Nullable ProxiedTarget proxied() {
        return proxied;
    }

    /** Makes the pool of the usual connections. */
    ConnectionPool pool(int maxIdle) {
        return idleIsCostly
                ? ConnectionPool.expiring(dialer, maxIdle, ConnectionPool.LONGEST_IDLE)
                : new ConnectionPool(dialer, maxIdle);
    }

    /** Makes the pool of connections to be handed over, or null where the usual ones serve. */
    @Nullable ConnectionPool streams(int maxIdle) {
        return streams == null ? null : new ConnectionPool(streams, maxIdle);
    }

    /** Makes the pool of connections that speak HTTP/2, or null where those to be handed over serve. */
    @Nullable ConnectionPool http2() {
        return http2 == null ? null : new ConnectionPool(http2, 0);
    }

    /** Returns what turns faults on the way into the errors of the API. */
    WireErrors errors() {
        return new WireErrors(address, tls, socket);
    }
}
