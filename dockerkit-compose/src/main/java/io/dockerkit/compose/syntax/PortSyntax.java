package io.dockerkit.compose.syntax;

import io.dockerkit.cli.Addresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The short form of a published port: {@code 8080:80}, {@code 9000-9002:90-92/udp}. Stateless and thread-safe. */
public final class PortSyntax {
    /** The accepted form in words. */
    public static final String FORM =
            "[ip:][published[-end]:]target[-end][/tcp|udp|sctp], such as \"8080:80\" or 80";

    /**
     * One port.
     *
     * @param ip the address that it is limited to, which a service takes no notice of; empty for none
     * @param published 0 if the swarm chooses it
     */
    public record Port(String ip, int published, int target, String protocol) {}

    private PortSyntax() {}

    /**
     * Returns the ports in the order of the CLI: by target, as text.
     *
     * @throws IllegalArgumentException if the text is malformed; the message says why
     */
    public static List<Port> parse(String text) {
        Parts parts = parts(text);
        Span published = parts.published;
        Span target = parts.target;
        int more = published == null ? target.more() : published.more();
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i <= more; i++) {
            ports.add(
                    new Port(
                            parts.ip,
                            published == null ? 0 : published.first + i,
                            target.more() == 0 ? target.first : target.first + i,
                            parts.protocol));
        }
        if (more > 0) {
            ports.sort(Comparator.comparing(port -> port.target + "/" + port.protocol));
        }
        return ports;
    }

    /**
     * A port of a container that is published by {@code docker compose}.
     *
     * @param ip empty for none
     * @param published a port, a range of which the engine chooses one, or empty if it chooses any
     */
    public record Published(String ip, String published, int target, String protocol) {}

    /**
     * Returns the ports in the order of compose: by target, as text. A range that is published for a single port stays one.
     *
     * @throws IllegalArgumentException if the text is malformed; the message says why
     */
    public static List<Published> published(String text) {
        Parts parts = parts(text);
        Span published = parts.published;
        int more = parts.target.more();
        List<Published> ports = new ArrayList<>();
        for (int i = 0; i <= more; i++) {
            String shown = published == null ? "" : published.chosen(more, i);
            ports.add(new Published(parts.ip, shown, parts.target.first + i, parts.protocol));
        }
        if (more > 0) {
            ports.sort(Comparator.comparing(port -> port.target + "/" + port.protocol));
        }
        return ports;
    }

    /** A port, or a range of them. */
    private record Span(int first, int last) {
        int more() {
            return last - first;
        }

        /** Returns what is published for one of the targets: all of a range for the only one. */
        String chosen(int moreTargets, int target) {
            boolean isRange = moreTargets == 0 && more() != 0;
            return isRange ? first + "-" + last : Integer.toString(first + target);
        }
    }

    /** What a text says; {@code published} is null if the engine chooses. */
    private record Parts(String ip, @Nullable Span published, Span target, String protocol) {}

    private static Parts parts(String text) {
        int colon = text.lastIndexOf(':');
        int slash = text.indexOf('/', colon + 1);
        String container = text.substring(colon + 1, slash < 0 ? text.length() : slash);
        if (container.isEmpty()) {
            throw new IllegalArgumentException("not a port");
        }
        String host = colon < 0 ? "" : text.substring(0, colon);
        int behindIp = host.lastIndexOf(':') + 1;
        String protocol = protocol(slash < 0 ? "" : text.substring(slash + 1));
        String ip = address(behindIp == 0 ? "" : host.substring(0, behindIp - 1));
        Span target = range(container);
        String given = host.substring(behindIp);
        Span published = given.isEmpty() ? null : range(given);
        if (published != null && target.more() != 0 && target.more() != published.more()) {
            throw new IllegalArgumentException(
                    "the ranges of published and target ports differ in length");
        }
        return new Parts(ip, published, target, protocol);
    }

    private static String address(String given) {
        if (given.isEmpty()) {
            return "";
        }
        boolean bracketed = given.startsWith("[") && given.endsWith("]");
        return Addresses.check(bracketed ? given.substring(1, given.length() - 1) : given);
    }

    private static String protocol(String given) {
        String protocol = given.isEmpty() ? "tcp" : given.toLowerCase(Locale.ROOT);
        if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw new IllegalArgumentException("there is no protocol " + given);
        }
        return protocol;
    }

    private static Span range(String text) {
        int dash = text.indexOf('-');
        String end = text.substring(dash + 1);
        String begin = dash < 0 ? end : text.substring(0, dash);
        if (!isNumber(begin) || !isNumber(end)) {
            throw new IllegalArgumentException("\"" + text + "\" is no port");
        }
        long first = Long.parseLong(begin);
        long last = Long.parseLong(end);
        if (last > 65535 || first > last) {
            throw new IllegalArgumentException("ports are 0 to 65535, and ranges run upwards");
        }
        return new Span((int) first, (int) last);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 10;
    }
}
