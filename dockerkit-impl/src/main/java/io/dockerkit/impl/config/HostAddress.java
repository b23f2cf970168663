package io.dockerkit.impl.config;

import io.dockerkit.InvalidOptionException;

/**
 * An engine's tcp address, as {@code DOCKER_HOST} has it: {@code tcp://host[:port][/prefix]}. Immutable and thread-safe.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port the port, or 0 where none is named
 * @param prefix what every path begins with, {@code /engines/1} for instance, or empty
 */
record HostAddress(String host, int port, String prefix) {
    static final int PLAIN_PORT = 2375;
    static final int TLS_PORT = 2376;

    private static final String FORM =
            "accepted form: unix:///path, tcp://host[:port][/prefix], ssh://[user@]host[:port][/path] or npipe:////./pipe/name";

    private static final String TCP = "tcp://";

    /** Completes an address as the CLI does: {@code host:port} is tcp, and what is missing is the default. */
    static String complete(String source, String given, boolean tls) {
        String address = given.strip();
        if (!address.contains("://")) {
            address = TCP + address;
        }
        if (address.equals("unix://")) {
            return "unix:///var/run/docker.sock";
        }
        if (address.equals("npipe://")) {
            return "npipe:////./pipe/docker_engine";
        }
        if (!address.startsWith(TCP)) {
            return address;
        }
        boolean bareV6 = address.startsWith(TCP + "::");
        if (address.equals(TCP) || (address.startsWith(TCP + ":") && !bareV6)) {
            address = TCP + "localhost" + address.substring(TCP.length());
        }
        return tcp(source, address).withDefaultPort(tls).toString();
    }

    /**
     * Reads a tcp address.
     *
     * @throws InvalidOptionException if it has not the form
     */
    static HostAddress tcp(String source, String address) {
        String rest = address.substring(TCP.length());
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash).replaceFirst("/+$", "");
        if (authority.indexOf('@') >= 0) {
            // it may hold a password
            throw refused(
                    source,
                    TCP + "…" + authority.substring(authority.lastIndexOf('@')) + prefix,
                    "tcp has no user; certificates say who one is");
        }
        if (!rest.matches("[^\\s?#\\\\]*")) {
            throw refused(source, address, "it is no address");
        }
        int colon = portColon(authority);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw refused(source, address, "the host is missing");
        }
        int port = colon < 0 ? 0 : port(source, address, authority.substring(colon + 1));
        return new HostAddress(host, port, prefix);
    }

    /** A host with several colons and no brackets is an IPv6 address without a port. */
    private static int portColon(String authority) {
        int last = authority.lastIndexOf(':');
        boolean bracketed = authority.startsWith("[");
        if (bracketed) {
            return last > authority.indexOf(']') ? last : -1;
        }
        return authority.indexOf(':') == last ? last : -1;
    }

    private static int port(String source, String address, String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,5}")
                || Integer.parseInt(text) > 65535
                || Integer.parseInt(text) < 1) {
            throw refused(source, address, "the port must be 1..65535");
        }
        return Integer.parseInt(text);
    }

    HostAddress withDefaultPort(boolean tls) {
        return port != 0 ? this : new HostAddress(host, tls ? TLS_PORT : PLAIN_PORT, prefix);
    }

    static InvalidOptionException refused(String source, String address, String reason) {
        String name =
                source.equals("argument")
                        ? "the engine's address"
                        : "the engine's address (from " + source + ")";
        return new InvalidOptionException(name, address, reason + "; " + FORM);
    }

    /** Returns it as {@code DOCKER_HOST} has it. */
    @Override
    public String toString() {
        return TCP
                + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + (port == 0 ? "" : ":" + port)
                + prefix;
    }
}
