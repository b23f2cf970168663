package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container is connected to its networks. An engine before API 1.44 takes one network when it creates a container; the
 * others are connected afterwards. Immutable and thread-safe.
 */
final class Endpoints {
    private static final String INTERFACE = "com.docker.network.endpoint.ifname";

    private final Model model;
    private final Service service;
    private final ContainerPlan plan;
    private final List<String> links;
    private final EngineAccess engine;
    private final List<String> keys;

    Endpoints(
            Model model,
            Service service,
            ContainerPlan plan,
            List<String> links,
            EngineAccess engine) {
        this.model = model;
        this.service = service;
        this.plan = plan;
        this.links = links;
        this.engine = engine;
        this.keys = service.networks();
        checkMacAddresses();
        for (String key : keys) {
            if (!of(key).text("interface_name").isEmpty() && !engine.speaks(1, 49)) {
                throw UnsupportedByEngineException.ofOption(
                        option(key, "interface_name"), "1.49", engine.apiVersion());
            }
        }
    }

    private Part of(String key) {
        Part config = service.network(key);
        return config == null ? Part.EMPTY : config;
    }

    private String option(String key, String name) {
        return "services." + service.name() + ".networks." + key + "." + name;
    }

    private void checkMacAddresses() {
        String own = service.config().text("mac_address");
        String first = keys.isEmpty() ? "" : of(keys.get(0)).text("mac_address");
        if (!own.isEmpty() && !first.isEmpty() && !own.equals(first)) {
            throw new InvalidOptionException(
                    option(keys.get(0), "mac_address"),
                    first,
                    "the mac_address of the service is " + own + "; it must be the same");
        }
        List<String> others =
                keys.stream().filter(key -> !of(key).text("mac_address").isEmpty()).toList();
        if (!others.isEmpty() && !engine.speaks(1, 44)) {
            throw UnsupportedByEngineException.ofOption(
                    option(others.get(0), "mac_address"), "1.44", engine.apiVersion());
        }
    }

    /** Returns the MAC address of the container itself, which engines before API 1.44 take. */
    String macAddress() {
        if (engine.speaks(1, 44)) {
            return "";
        }
        String first = keys.isEmpty() ? "" : of(keys.get(0)).text("mac_address");
        return first.isEmpty() ? service.config().text("mac_address") : first;
    }

    String networkMode() {
        String mode = service.config().text("network_mode");
        return !mode.isEmpty()
                ? mode
                : model.networks().isEmpty() ? "none" : model.networkName(first());
    }

    private String first() {
        return keys.isEmpty() ? "default" : keys.get(0);
    }

    private boolean hasEndpoints() {
        return service.config().text("network_mode").isEmpty() && !model.networks().isEmpty();
    }

    /** Returns {@code EndpointsConfig} of the request. */
    Map<String, Object> atCreation() {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        if (hasEndpoints()) {
            endpoints.put(model.networkName(first()), body(first(), true));
            if (engine.speaks(1, 44)) {
                keys.stream()
                        .skip(1)
                        .forEach(key -> endpoints.put(model.networkName(key), body(key, false)));
            }
        }
        return endpoints;
    }

    /** Returns the keys of the networks that are connected after the creation. */
    List<String> afterCreation() {
        return hasEndpoints() && keys.size() > 1 && !engine.speaks(1, 44)
                ? keys.subList(1, keys.size())
                : List.of();
    }

    /** Connects a container that is created to one of the other networks. */
    void connect(String key, String container, String commandLine) {
        engine.networks().connect(model.networkName(key), container, body(key, false), commandLine);
    }

    private List<String> aliases(Part config) {
        List<String> aliases = new ArrayList<>();
        aliases.add(service.containerName(model.name(), plan.number()));
        if (plan.hasAliases()) {
            aliases.add(service.name());
            aliases.addAll(config.texts("aliases"));
        }
        return aliases;
    }

    private static Map<String, String> driverOptions(Part config) {
        Map<String, String> options = config.pairs("driver_opts");
        String name = config.text("interface_name");
        if (!name.isEmpty()) {
            options.put(INTERFACE, name);
        }
        return options;
    }

    private Map<String, Object> body(String key, boolean isFirst) {
        @Nullable Part given = service.network(key);
        Part config = of(key);
        Fields body =
                new Fields()
                        .put("Aliases", aliases(config))
                        .put("Links", links)
                        .put("IPAddress", config.text("ipv4_address"))
                        .put("IPv6Gateway", config.text("ipv6_address"))
                        .put("MacAddress", macAddress(config, isFirst))
                        .put("DriverOpts", driverOptions(config))
                        .put("GwPriority", config.number("gw_priority"));
        if (given != null) {
            body.putAlways(
                    "IPAMConfig",
                    new Fields()
                            .put("IPv4Address", config.text("ipv4_address"))
                            .put("IPv6Address", config.text("ipv6_address"))
                            .put("LinkLocalIPs", config.texts("link_local_ips"))
                            .map());
        }
        return body.map();
    }

    private String macAddress(Part config, boolean isFirst) {
        String own = config.text("mac_address");
        return own.isEmpty() && isFirst && engine.speaks(1, 44)
                ? service.config().text("mac_address")
                : own;
    }
}
