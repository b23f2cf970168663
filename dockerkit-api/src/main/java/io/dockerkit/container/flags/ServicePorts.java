package io.dockerkit.container.flags;

import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The grammar of {@code --publish} of a service. Stateless and thread-safe. */
final class ServicePorts {
    static final String FORM =
            "[published[-end]:]target[-end][/tcp|udp|sctp], or target=80[,published=8080][,protocol=tcp][,mode=ingress|host]";

    private static final Pattern LONG = Pattern.compile("\\w+=\\w+");

    private ServicePorts() {}

    static String check(String text) {
        parse(text);
        return text;
    }

    /** Returns the ports of all values as the request has them. */
    static List<Map<String, Object>> all(List<String> values) {
        List<Map<String, Object>> ports = new ArrayList<>();
        values.forEach(value -> ports.addAll(parse(value)));
        return ports;
    }

    private static List<Map<String, Object>> parse(String text) {
        return LONG.matcher(text).find() ? List.of(fromFields(text)) : fromShortForm(text);
    }

    private static Map<String, Object> fromFields(String text) {
        Map<String, Object> port = port("tcp", 0, 0);
        for (String given : Words.csv(text)) {
            // the CLI makes all of it lower case, and so do we
            String field = Words.lower(given);
            String value = Words.value(field);
            if (!field.contains("=") || Words.key(field).isEmpty()) {
                throw new IllegalArgumentException("the field \"" + given + "\" is not key=value");
            }
            switch (Words.key(field)) {
                case "protocol" -> port.put("Protocol", oneOf(value, "tcp", "udp", "sctp"));
                case "mode" -> port.put("PublishMode", oneOf(value, "ingress", "host"));
                case "target" -> port.put("TargetPort", number(value));
                case "published" -> port.put("PublishedPort", number(value));
                default -> throw new IllegalArgumentException("no such field: " + Words.key(field));
            }
        }
        if (Long.valueOf(0).equals(port.get("TargetPort"))) {
            throw new IllegalArgumentException("the port of the containers (target=…) is missing");
        }
        return port;
    }

    private static String oneOf(String value, String... known) {
        if (!List.of(known).contains(value)) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is none of " + String.join(", ", known));
        }
        return value;
    }

    private static long number(String value) {
        long number = Numbers.unsigned(value).longValue();
        if (Numbers.unsigned(value).bitLength() > 16) {
            throw new IllegalArgumentException("a port must be 0..65535 but was " + value);
        }
        return number;
    }

    private static List<Map<String, Object>> fromShortForm(String text) {
        Publish publish = Publish.parse(text);
        if (!publish.hostIp().isEmpty()) {
            throw new IllegalArgumentException(
                    "a service publishes its ports at all addresses of the nodes; leave the address out");
        }
        List<Map<String, Object>> ports = new ArrayList<>();
        Publish.Range published = publish.hostPorts();
        int targets = publish.containerPorts().size();
        for (int i = 0; i < targets; i++) {
            int target = publish.containerPorts().first() + i;
            if (published == null) {
                ports.add(port(publish.protocol(), target, 0));
            } else if (targets > 1) {
                ports.add(port(publish.protocol(), target, published.first() + i));
            } else {
                for (int host = published.first(); host <= published.last(); host++) {
                    ports.add(port(publish.protocol(), target, host));
                }
            }
        }
        return ports;
    }

    private static Map<String, Object> port(String protocol, long target, long published) {
        Map<String, Object> port = new LinkedHashMap<>();
        port.put("Protocol", protocol);
        port.put("TargetPort", target);
        port.put("PublishedPort", published);
        port.put("PublishMode", "ingress");
        return port;
    }
}
