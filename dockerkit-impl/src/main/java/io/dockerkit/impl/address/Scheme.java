package io.dockerkit.impl.address;

import java.util.List;
import java.util.function.Function;

/**
 * How the addresses of one scheme are written and read. Immutable and thread-safe.
 *
 * @param prefix what they begin with: {@code unix://}
 * @param form their form, for errors
 * @param completion adds what may be left out
 * @param reader reads a whole address
 */
record Scheme(
        String prefix,
        String form,
        Completion completion,
        Function<WrittenAddress, EngineAddress> reader) {
    /** Returns the schemes that an address may begin with, in the order of messages. */
    static List<Scheme> all() {
        return List.of(
                UnixAddress.SCHEME, TcpAddress.SCHEME, SshAddress.SCHEME, NamedPipeAddress.SCHEME);
    }

    /** Adds to an address what may be left out. */
    @FunctionalInterface
    interface Completion {
        /** Returns the whole address. */
        String complete(String source, String text, boolean tls);
    }

    /** Returns a completion for a scheme that stands for its default address where nothing follows it. */
    static Completion bareMeans(String prefix, String whole) {
        return (source, text, tls) -> text.equals(prefix) ? whole : text;
    }

    /** Returns what is wrong with an address that begins with no known scheme. */
    static String unknown(String text) {
        int colon = text.indexOf("://");
        String name = colon < 0 ? "" : text.substring(0, colon);
        return switch (name) {
            case "" -> "it has no scheme";
            case "http" -> "docker writes tcp:// for it";
            case "https" -> "docker writes tcp:// for it, and DOCKER_TLS_VERIFY=1 for TLS";
            default -> "the scheme " + name + " is not supported";
        };
    }
}
