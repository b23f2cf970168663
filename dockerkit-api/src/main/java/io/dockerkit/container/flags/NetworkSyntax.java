package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar of {@code --network}, and what the flags about the first network add to it: {@code --network-alias},
 * {@code --link}, {@code --ip}, {@code --ip6}, {@code --link-local-ip}, {@code --mac-address}. Stateless and thread-safe.
 */
final class NetworkSyntax {
    static final String FORM =
            "a network's name, bridge, host, none, container:other, or name=…[,alias=…][,ip=…][,ip6=…][,mac-address=…]"
                    + "[,link-local-ip=…][,driver-opt=key=value][,gw-priority=…]";

    private static final Pattern LONG = Pattern.compile("\\w+=\\w+");
    private static final Set<String> PREDEFINED = Set.of("default", "bridge", "host", "none");

    /** Where an endpoint keeps the name of its network until it has a place; no field of the engine's is named so. */
    private static final String NAME = "";

    private NetworkSyntax() {}

    static String check(String text) {
        parse(text);
        return text;
    }

    /** Checks what the flags about networks say together. */
    static void check(FlagValues flags) {
        endpoints(flags);
    }

    /** Writes all flags about networks; the first network is the network mode. */
    static void write(FlagValues flags, RequestDraft draft) {
        Map<String, Map<String, Object>> endpoints = endpoints(flags);
        Map.Entry<String, Map<String, Object>> main = endpoints.entrySet().iterator().next();
        String mode = main.getKey();
        boolean named = flags.isSet("network");
        if (named) {
            draft.put("HostConfig/NetworkMode", mode);
        }
        // a lone network of which nothing is said is left to the engine, as the CLI does
        if (endpoints.size() > 1 || !main.getValue().isEmpty()) {
            endpoints.forEach(
                    (name, endpoint) ->
                            draft.putEntry("NetworkingConfig/EndpointsConfig", name, endpoint));
        }
        // for engines before API 1.44, which have it nowhere else
        Object mac = main.getValue().get("MacAddress");
        if (mac != null) {
            draft.put("MacAddress", mac);
        }
        if (endpoints.size() > 1) {
            draft.need("several --network", "1.44");
        }
        if (endpoints.values().stream().anyMatch(endpoint -> endpoint.containsKey("GwPriority"))) {
            draft.need("--network gw-priority=…", "1.48");
        }
    }

    private static Map<String, Map<String, Object>> endpoints(FlagValues flags) {
        Map<String, Map<String, Object>> endpoints = new LinkedHashMap<>();
        boolean own = false;
        boolean predefined = false;
        for (String value : flags.all("network")) {
            Map<String, Object> endpoint = new LinkedHashMap<>(parse(value));
            String name = (String) endpoint.remove(NAME);
            own |= isOwn(name);
            predefined |= !isOwn(name);
            if (endpoints.isEmpty()) {
                addLegacy(flags, name, endpoint);
            }
            requireOwn(name, endpoint);
            if (endpoints.put(name, endpoint) != null) {
                throw refused(name, "the network is given twice");
            }
        }
        if (own && predefined) {
            throw refused(
                    String.join(" ", flags.all("network")),
                    "own networks do not go together with bridge, host, none or container:…");
        }
        if (endpoints.isEmpty()) {
            Map<String, Object> endpoint = new LinkedHashMap<>();
            addLegacy(flags, "default", endpoint);
            requireOwn("default", endpoint);
            endpoints.put("default", endpoint);
        }
        return endpoints;
    }

    private static boolean isOwn(String name) {
        return !PREDEFINED.contains(name) && !name.startsWith("container:");
    }

    private static void requireOwn(String name, Map<String, Object> endpoint) {
        boolean aliases = endpoint.get("Aliases") instanceof List<?> list && !list.isEmpty();
        if (aliases && !isOwn(name)) {
            throw refused(
                    name, "only own networks know aliases: create one, or leave the alias out");
        }
    }

    private static InvalidOptionException refused(String value, String reason) {
        return new InvalidOptionException("--network", value, reason);
    }

    private static void addLegacy(FlagValues flags, String name, Map<String, Object> first) {
        legacyList(flags, "network-alias", first, "Aliases");
        if (isOwn(name) && flags.isSet("link")) {
            first.put("Links", flags.all("link"));
        }
        legacy(flags, "mac-address", first, "MacAddress");
        if (flags.isSet("ip") || flags.isSet("ip6") || flags.isSet("link-local-ip")) {
            Map<String, Object> ipam = map(first, "IPAMConfig");
            legacy(flags, "ip", ipam, "IPv4Address");
            legacy(flags, "ip6", ipam, "IPv6Address");
            legacyList(flags, "link-local-ip", ipam, "LinkLocalIPs");
            if (ipam.isEmpty()) {
                first.remove("IPAMConfig");
            }
        }
    }

    private static void legacy(
            FlagValues flags, String flag, Map<String, Object> into, String field) {
        String value = flags.value(flag).orElse("");
        if (!value.isEmpty() && into.put(field, value) != null) {
            throw twice(flags, flag);
        }
    }

    private static void legacyList(
            FlagValues flags, String flag, Map<String, Object> into, String field) {
        boolean given = into.get(field) instanceof List<?> list && !list.isEmpty();
        if (flags.isSet(flag)) {
            if (given) {
                throw twice(flags, flag);
            }
            into.put(field, flags.all(flag));
        }
    }

    private static InvalidOptionException twice(FlagValues flags, String flag) {
        return refused(
                flags.all("network").get(0),
                "--" + flag + " says once more what the network's own field says");
    }

    /** Returns the networks of a service: each has its name or id as {@code Target}, aliases and options of the driver. */
    static List<Map<String, Object>> attachments(List<String> values) {
        List<Map<String, Object>> attachments = new ArrayList<>();
        for (String value : values) {
            Map<String, Object> endpoint = parse(value);
            Map<String, Object> attachment = new LinkedHashMap<>();
            attachment.put("Target", endpoint.get(NAME));
            for (String field : List.of("Aliases", "DriverOpts")) {
                if (endpoint.containsKey(field)) {
                    attachment.put(field, endpoint.get(field));
                }
            }
            attachments.add(attachment);
        }
        return attachments;
    }

    /** Returns the endpoint, and the network's name. */
    private static Map<String, Object> parse(String text) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        if (!LONG.matcher(text).find()) {
            endpoint.put(NAME, Words.checkNotBlank(text));
            return endpoint;
        }
        for (String field : Words.csv(text)) {
            // the CLI makes all of it lower case, and so do we
            String lower = Words.lower(field);
            if (Words.key(lower).isEmpty() || !lower.contains("=")) {
                throw new IllegalArgumentException("the field \"" + field + "\" is not name=value");
            }
            set(endpoint, Words.strip(Words.key(lower)), Words.strip(Words.value(lower)));
        }
        if (endpoint.getOrDefault(NAME, "").equals("")) {
            throw new IllegalArgumentException("the network's name (name=…) is missing");
        }
        if (endpoint.get("MacAddress") instanceof String mac) {
            Addresses.checkMac(mac);
        }
        if (endpoint.get("IPAMConfig") instanceof Map<?, ?> ipam && ipam.isEmpty()) {
            endpoint.remove("IPAMConfig");
        }
        return endpoint;
    }

    private static void set(Map<String, Object> endpoint, String key, String value) {
        switch (key) {
            case "name" -> endpoint.put(NAME, value);
            case "alias" -> list(endpoint, "Aliases").add(value);
            case "ip" -> unlessEmpty(map(endpoint, "IPAMConfig"), "IPv4Address", value);
            case "ip6" -> unlessEmpty(map(endpoint, "IPAMConfig"), "IPv6Address", value);
            case "mac-address" -> unlessEmpty(endpoint, "MacAddress", value);
            case "link-local-ip" -> list(map(endpoint, "IPAMConfig"), "LinkLocalIPs").add(value);
            case "driver-opt" -> {
                if (!value.contains("=") || Words.key(value).isEmpty()) {
                    throw new IllegalArgumentException("driver-opt is not key=value");
                }
                map(endpoint, "DriverOpts")
                        .put(Words.strip(Words.key(value)), Words.strip(Words.value(value)));
            }
            case "gw-priority" -> {
                endpoint.put("GwPriority", Numbers.decimal(value));
                endpoint.remove("GwPriority", 0L);
            }
            default -> throw new IllegalArgumentException("no such field: " + key);
        }
    }

    /** An empty value takes back what was said before. */
    private static void unlessEmpty(Map<String, Object> into, String field, String value) {
        if (value.isEmpty()) {
            into.remove(field);
        } else {
            into.put(field, value);
        }
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
