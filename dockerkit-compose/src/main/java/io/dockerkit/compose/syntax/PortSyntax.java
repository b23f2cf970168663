package io.dockerkit.compose.syntax;

import io.dockerkit.cli.Addresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The short form of a published port: {@code 8080:80}, {@code 9000-9002:90-92/udp}. Stateless and thread-safe. */
public final class PortSyntax {
    /** The accepted form in words. */
    public static final String FORM =
            "[ip:][published[-end]:]target[-end][/tcp|udp|sctp], such as \"8080:80\" or 80";

    private static final Pattern PARTS =
            Pattern.compile(
                    "(?:(?:(?<ip>\\[[^\\[\\]]*]|[^\\[\\]]*):)?(?<published>[^:]*):)?(?<target>[^:/]+)(?:/(?<protocol>.*))?");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,10})(?:-(\\d{1,10}))?");

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
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a port");
        }
        String protocol = protocol(parts.group("protocol"));
        String ip = address(parts.group("ip"));
        int[] targets = range(parts.group("target"));
        String given = parts.group("published");
        List<Port> ports = new ArrayList<>();
        if (given == null || given.isEmpty()) {
            for (int target = targets[0]; target <= targets[1]; target++) {
                ports.add(new Port(ip, 0, target, protocol));
            }
        } else {
            int[] published = range(given);
            int targetCount = targets[1] - targets[0];
            if (targetCount != published[1] - published[0] && targetCount != 0) {
                throw new IllegalArgumentException(
                        "the ranges of published and target ports differ in length");
            }
            for (int i = 0; i <= published[1] - published[0]; i++) {
                int target = targetCount == 0 ? targets[0] : targets[0] + i;
                ports.add(new Port(ip, published[0] + i, target, protocol));
            }
        }
        ports.sort(Comparator.comparing(port -> port.target + "/" + port.protocol));
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
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a port");
        }
        String protocol = protocol(parts.group("protocol"));
        String ip = address(parts.group("ip"));
        int[] targets = range(parts.group("target"));
        String given = parts.group("published");
        boolean isChosen = given == null || given.isEmpty();
        int[] published = isChosen ? targets : range(given);
        int targetCount = targets[1] - targets[0];
        if (targetCount != published[1] - published[0] && targetCount != 0) {
            throw new IllegalArgumentException(
                    "the ranges of published and target ports differ in length");
        }
        List<Published> ports = new ArrayList<>();
        for (int i = 0; i <= targetCount; i++) {
            String port = Integer.toString(published[0] + i);
            boolean isRange = targetCount == 0 && published[1] != published[0];
            String shown = isChosen ? "" : isRange ? port + "-" + published[1] : port;
            ports.add(new Published(ip, shown, targets[0] + i, protocol));
        }
        ports.sort(Comparator.comparing(port -> port.target + "/" + port.protocol));
        return ports;
    }

    private static String address(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return "";
        }
        boolean bracketed = given.startsWith("[") && given.endsWith("]");
        return Addresses.check(bracketed ? given.substring(1, given.length() - 1) : given);
    }

    private static String protocol(@Nullable String given) {
        String protocol = given == null || given.isEmpty() ? "tcp" : given.toLowerCase(Locale.ROOT);
        if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw new IllegalArgumentException("there is no protocol " + given);
        }
        return protocol;
    }

    private static int[] range(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no port");
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
        if (last > 65535 || first > last) {
            throw new IllegalArgumentException("ports are 0 to 65535, and ranges run upwards");
        }
        return new int[] {(int) first, (int) last};
    }
}
