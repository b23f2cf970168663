package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of {@code --publish} and {@code --expose}: read from the right, with ranges and protocols.
 *
 * @param hostIp the host's address, without brackets; empty for all
 * @param hostPorts the ports of the host, or null where the engine chooses
 * @param containerPorts the ports of the container
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record Publish(
        String hostIp,
        Publish.@Nullable Range hostPorts,
        Publish.Range containerPorts,
        String protocol) {
    static final String FORM =
            "[ip:][hostPort[-end]:]containerPort[-end][/tcp|udp|sctp], such as 8080:80 or 127.0.0.1:8080:80/udp";
    static final String EXPOSE_FORM = "port[-end][/tcp|udp|sctp], such as 9000 or 7000-7002/udp";

    /**
     * Ports from the first to the last.
     *
     * @param first 0 to 65535
     * @param last not below the first
     */
    record Range(int first, int last) {
        // as the CLI, which takes no notice of what is behind a second dash
        private static final Pattern FORM = Pattern.compile("(\\d+)(?:-(\\d+)(?:-.*)?)?");

        static Range parse(String what, String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(what + " port is not a number: " + text);
            }
            int first = number(what, matcher.group(1));
            String end = matcher.group(2);
            int last = end == null ? first : number(what, end);
            if (last < first) {
                throw new IllegalArgumentException(
                        "the range " + text + " of " + what + " ports runs backwards");
            }
            return new Range(first, last);
        }

        private static int number(String what, String text) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            if (digits.length() > 5 || Integer.parseInt(digits) > 65535) {
                throw new IllegalArgumentException(what + " port must be 0..65535 but was " + text);
            }
            return Integer.parseInt(digits);
        }

        int size() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    /** Checks the arguments of the typed option; the container's port 0 would publish nothing. */
    public static void checkPorts(int hostPort, int containerPort) {
        checkPort("--publish", "host", hostPort, 0);
        checkPort("--publish", "container", containerPort, 1);
    }

    /** Checks that a port is in its range. */
    public static void checkPort(String option, String what, int port, int lowest) {
        if (port < lowest || port > 65535) {
            throw new InvalidOptionException(
                    option,
                    String.valueOf(port),
                    what + " port must be " + lowest + "..65535 but was " + port);
        }
    }

    /** Returns the text if it is of the form; the error otherwise says what is wrong. */
    static String check(String text) {
        parse(text);
        return text;
    }

    static Publish parse(String text) {
        String spec = text.contains("=") ? fromLongForm(text) : text;
        int containerColon = spec.lastIndexOf(':');
        String before = containerColon < 0 ? "" : spec.substring(0, containerColon);
        int hostColon = before.lastIndexOf(':');
        String ip = hostColon < 0 ? "" : address(before.substring(0, hostColon));
        String host = before.substring(hostColon + 1);
        String container = spec.substring(containerColon + 1);
        Range containerPorts = Range.parse("container", withoutProtocol(container));
        Range hostPorts = host.isEmpty() ? null : Range.parse("host", host);
        if (hostPorts != null
                && hostPorts.size() != containerPorts.size()
                && containerPorts.size() != 1) {
            throw new IllegalArgumentException(
                    "the ranges "
                            + hostPorts
                            + " and "
                            + containerPorts
                            + " differ in length; a range of host ports may also serve one container port");
        }
        return new Publish(ip, hostPorts, containerPorts, protocolOf(container));
    }

    /** {@code target=80,published=8080,protocol=tcp}: no address, as in the CLI. */
    private static String fromLongForm(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split(",", -1)) {
            if (!field.contains("=") || field.startsWith("=")) {
                throw new IllegalArgumentException("\"" + field + "\" is not name=value");
            }
            fields.put(Words.key(field), Words.value(field));
        }
        return fields.getOrDefault("published", "")
                + ":"
                + fields.getOrDefault("target", "")
                + "/"
                + fields.getOrDefault("protocol", "tcp");
    }

    private static String address(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        return bare.isEmpty() ? bare : Addresses.check(bare);
    }

    private static String withoutProtocol(String port) {
        int slash = port.indexOf('/');
        return slash < 0 ? port : port.substring(0, slash);
    }

    /** The CLI takes no notice of what is behind a second slash. */
    private static String rawProtocol(String port) {
        String[] parts = port.split("/", -1);
        return parts.length < 2 ? "" : parts[1];
    }

    private static String protocolOf(String port) {
        String protocol = Words.lower(rawProtocol(port));
        return switch (protocol) {
            case "" -> "tcp";
            case "tcp", "udp", "sctp" -> protocol;
            default -> throw new IllegalArgumentException("no such protocol: " + protocol);
        };
    }

    /** Published ports are exposed too, as the CLI has it. */
    static void write(List<String> values, RequestDraft draft) {
        Map<String, Object> bindings = draft.map("HostConfig/PortBindings");
        for (String value : values) {
            Publish publish = parse(value);
            for (int i = 0; i < publish.containerPorts.size(); i++) {
                String port = (publish.containerPorts.first + i) + "/" + publish.protocol;
                draft.putEntry("ExposedPorts", port, Map.of());
                bind(bindings, port, publish.binding(i));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void bind(Map<String, Object> bindings, String port, Map<String, Object> to) {
        ((List<Object>) bindings.computeIfAbsent(port, p -> new ArrayList<>())).add(to);
    }

    private Map<String, Object> binding(int index) {
        Map<String, Object> binding = new LinkedHashMap<>();
        if (!hostIp.isEmpty()) {
            binding.put("HostIp", hostIp);
        }
        if (hostPorts != null) {
            boolean choose = containerPorts.size() == 1;
            binding.put(
                    "HostPort",
                    choose ? hostPorts.toString() : String.valueOf(hostPorts.first + index));
        }
        return binding;
    }

    static String checkExpose(String text) {
        if (text.contains(":")) {
            throw new IllegalArgumentException("an exposed port has no host's side");
        }
        Range.parse("container", withoutProtocol(text));
        return text;
    }

    /** Which protocols there are is left to the engine here, as the CLI does. */
    static void writeExposed(List<String> values, RequestDraft draft) {
        for (String value : values) {
            Range ports = Range.parse("container", withoutProtocol(value));
            String given = rawProtocol(value);
            String protocol = given.isEmpty() ? "tcp" : given;
            for (int port = ports.first; port <= ports.last; port++) {
                draft.putEntry("ExposedPorts", port + "/" + protocol, Map.of());
            }
        }
    }
}
