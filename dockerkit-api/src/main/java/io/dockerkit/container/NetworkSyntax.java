package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar of {@code --network}, and what the flags about the first network add to it: {@code --network-alias},
 * {@code --ip}, {@code --ip6}, {@code --link-local-ip}. Stateless and thread-safe.
 */
final class NetworkSyntax {
    static final String FORM =
            "a network's name, bridge, host, none, container:other, or name=…[,alias=…][,ip=…][,ip6=…][,driver-opt=key=value]";

    private static final Pattern LONG = Pattern.compile("\\w+=\\w+.*");
    private static final Set<String> PREDEFINED = Set.of("default", "bridge", "host", "none");

    private NetworkSyntax() {}

    static String check(String text) {
        parse(text);
        return text;
    }

    /** Writes all flags about networks; the first network is the network mode. */
    static void write(FlagValues flags, RequestDraft draft) {
        Map<String, Map<String, Object>> endpoints = new LinkedHashMap<>();
        boolean own = false;
        boolean predefined = false;
        for (String value : flags.all("network")) {
            Map<String, Object> endpoint = new LinkedHashMap<>(parse(value));
            String name = (String) endpoint.remove("");
            boolean isPredefined = PREDEFINED.contains(name) || name.startsWith("container:");
            own |= !isPredefined;
            predefined |= isPredefined;
            if (endpoints.put(name, endpoint) != null) {
                throw refused(name, "the network is given twice");
            }
        }
        if (own && predefined) {
            throw refused(
                    String.join(" ", flags.all("network")),
                    "own networks do not go together with bridge, host, none or container:…");
        }
        String mode = endpoints.isEmpty() ? "default" : endpoints.keySet().iterator().next();
        Map<String, Object> first = endpoints.computeIfAbsent(mode, m -> new LinkedHashMap<>());
        addLegacy(flags, first);
        if (!mode.equals("default")) {
            draft.put("HostConfig/NetworkMode", mode);
        }
        if (!mode.equals("default") || !first.isEmpty()) {
            endpoints.forEach(
                    (name, e) -> draft.putEntry("NetworkingConfig/EndpointsConfig", name, e));
        }
    }

    private static InvalidOptionException refused(String value, String reason) {
        return new InvalidOptionException("--network", value, reason);
    }

    private static void addLegacy(FlagValues flags, Map<String, Object> first) {
        if (!flags.all("network-alias").isEmpty()) {
            if (first.containsKey("Aliases")) {
                throw refused(
                        flags.all("network").get(0),
                        "an alias is given twice: as alias=… and by --network-alias");
            }
            first.put("Aliases", List.copyOf(new LinkedHashSet<>(flags.all("network-alias"))));
        }
        flags.value("ip").ifPresent(ip -> ipam(first).put("IPv4Address", ip));
        flags.value("ip6").ifPresent(ip -> ipam(first).put("IPv6Address", ip));
    }

    /** Returns the endpoint, and under the empty key the network's name. */
    private static Map<String, Object> parse(String text) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        if (!LONG.matcher(text).matches()) {
            endpoint.put("", Words.checkNotBlank(text));
            return endpoint;
        }
        for (String field : Words.csv(text)) {
            // the CLI makes all of it lower case, and so do we
            String lower = Words.lower(field);
            String value = Words.value(lower).strip();
            switch (Words.key(lower).strip()) {
                case "name" -> endpoint.put("", value);
                case "alias" -> list(endpoint, "Aliases").add(value);
                case "ip" -> ipam(endpoint).put("IPv4Address", value);
                case "ip6" -> ipam(endpoint).put("IPv6Address", value);
                case "mac-address" -> endpoint.put("MacAddress", value);
                case "link-local-ip" -> list(ipam(endpoint), "LinkLocalIPs").add(value);
                case "driver-opt" ->
                        map(endpoint, "DriverOpts").put(Words.key(value), Words.value(value));
                case "gw-priority" -> endpoint.put("GwPriority", Integer.parseInt(value));
                default -> throw new IllegalArgumentException("no such field: " + field);
            }
        }
        if (!endpoint.containsKey("") || endpoint.get("").equals("")) {
            throw new IllegalArgumentException("the network's name (name=…) is missing");
        }
        return endpoint;
    }

    private static Map<String, Object> ipam(Map<String, Object> endpoint) {
        return map(endpoint, "IPAMConfig");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> parent, String name) {
        return (Map<String, Object>)
                parent.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Map<String, Object> parent, String name) {
        return (List<Object>) parent.computeIfAbsent(name, n -> new ArrayList<Object>());
    }
}
