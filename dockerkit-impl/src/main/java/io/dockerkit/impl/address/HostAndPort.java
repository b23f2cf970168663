package io.dockerkit.impl.address;

import io.dockerkit.InvalidOptionException;

/**
 * What a tcp address names, {@code tcp://host[:port][/prefix]}. Immutable and thread-safe.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port the port, or 0 where none is named
 * @param prefix what every path begins with, {@code /engines/1} for instance, or empty
 */
public record HostAndPort(String host, int port, String prefix) {
    static final String PREFIX = "tcp://";

    /**
     * Reads a tcp address.
     *
     * @throws InvalidOptionException if it does not have the form
     */
    static HostAndPort parse(String source, String address) {
        String rest = address.substring(PREFIX.length());
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash).replaceFirst("/+$", "");
        if (authority.indexOf('@') >= 0) {
            // it may hold a password
            throw WrittenAddress.refused(
                    source,
                    PREFIX + "…" + authority.substring(authority.lastIndexOf('@')) + prefix,
                    "tcp has no user; certificates say who one is");
        }
        if (!rest.matches("[^\\s?#\\\\]*")) {
            throw WrittenAddress.refused(source, address, "it is no address");
        }
        int colon = portColon(authority);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw WrittenAddress.refused(source, address, "the host is missing");
        }
        int port = colon < 0 ? 0 : port(source, address, authority.substring(colon + 1));
        return new HostAndPort(host, port, prefix);
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
            throw WrittenAddress.refused(source, address, "the port must be 1..65535");
        }
        return Integer.parseInt(text);
    }

    HostAndPort withDefaultPort(int usual) {
        return port != 0 ? this : new HostAndPort(host, usual, prefix);
    }

    /** Returns it as {@code DOCKER_HOST} has it. */
    @Override
    public String toString() {
        return PREFIX
                + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + (port == 0 ? "" : ":" + port)
                + prefix;
    }
}
