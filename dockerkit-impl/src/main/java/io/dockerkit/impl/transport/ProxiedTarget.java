package io.dockerkit.impl.transport;

/**
 * How a request without TLS names its target to a proxy. Immutable and thread-safe.
 *
 * @param proxy the proxy
 * @param authority the engine's {@code host:port}
 */
record ProxiedTarget(HttpProxy proxy, String authority) {
    /** Returns what stands in front of the path of a request. */
    String origin() {
        return "http://" + authority;
    }
}
