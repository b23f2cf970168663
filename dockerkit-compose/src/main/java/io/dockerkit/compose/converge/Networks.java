package io.dockerkit.compose.converge;

import io.dockerkit.AmbiguousIdException;
import io.dockerkit.ConflictException;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.network.NetworkSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the networks of a project, and creates those that are missing or have become something else. Thread-safe. */
final class Networks {
    private final Model model;
    private final EngineAccess engine;
    private final Containers containers;
    private final TaskGroup group;
    private final Report report;
    private final String line;

    Networks(
            Model model,
            EngineAccess engine,
            Containers containers,
            TaskGroup group,
            Report report,
            String line) {
        this.model = model;
        this.engine = engine;
        this.containers = containers;
        this.group = group;
        this.report = report;
        this.line = line;
    }

    /** Returns the ids of the networks by their keys. */
    Map<String, String> ensure() {
        Map<String, String> ids = new ConcurrentHashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        model.networks()
                .forEach((key, config) -> tasks.add(() -> ids.put(key, ensure(key, config))));
        group.all(tasks);
        return ids;
    }

    private String ensure(String key, Part config) {
        if (config.flag("external")) {
            return external(key, config.text("name"));
        }
        try {
            return findOrCreate(key, config);
        } catch (ConflictException createdMeanwhile) {
            return findOrCreate(key, config);
        }
    }

    private String findOrCreate(String key, Part config) {
        String name = config.text("name");
        List<Observed> disconnected = List.of();
        NetworkDetails found = find(name);
        if (found != null) {
            checkLabels(key, name, found);
            String hash = found.labels().getOrDefault(ComposeLabels.CONFIG_HASH, "");
            if (hash.isEmpty() || hash.equals(ConfigHash.ofNetwork(config))) {
                return found.id();
            }
            disconnected = removeDiverged(key, name);
        }
        @Nullable NetworkSummary same = ofSameName(key, name);
        return same == null ? create(key, config, disconnected) : same.id();
    }

    /** Returns the network with this name or whole id, or null; the beginning of an id is not meant. */
    private @Nullable NetworkDetails find(String name) {
        try {
            NetworkDetails found = engine.networks().get(name).inspect();
            return found.name().equals(name) || found.id().equals(name) ? found : null;
        } catch (NotFoundException | AmbiguousIdException none) {
            return null;
        }
    }

    private void checkLabels(String key, String name, NetworkDetails found) {
        String project = found.labels().get(ComposeLabels.PROJECT);
        if (project == null || !project.equals(model.name())) {
            report.warn("Network " + name, whose(project));
        }
        String label = found.labels().getOrDefault(ComposeLabels.NETWORK, "");
        if (!label.equals(key)) {
            throw new InvalidOptionException(
                    "networks." + key,
                    name,
                    "there is a network of this name with the label "
                            + ComposeLabels.NETWORK
                            + "="
                            + label
                            + ", which should be "
                            + key
                            + "; give the network another name, or set external: true to use the one that exists");
        }
    }

    private static String whose(@Nullable String project) {
        return (project == null
                        ? "it exists, but was not created by compose"
                        : "it exists, but was created for project " + project)
                + "; external: true says that it is used as it is";
    }

    /** A list finds networks of which several have the name. */
    private @Nullable NetworkSummary ofSameName(String key, String name) {
        List<NetworkSummary> named =
                engine.networks().list(Filters.none().with("name", name)).stream()
                        .filter(network -> network.name().equals(name))
                        .toList();
        for (NetworkSummary network : named) {
            if (model.name().equals(network.labels().get(ComposeLabels.PROJECT))
                    && key.equals(network.labels().get(ComposeLabels.NETWORK))) {
                return network;
            }
        }
        if (named.isEmpty()) {
            return null;
        }
        report.warn("Network " + name, whose(null));
        return named.get(0);
    }

    /** The containers in it are stopped, and found without their network later, and so are replaced. */
    private List<Observed> removeDiverged(String key, String name) {
        List<Observed> connected = new ArrayList<>();
        for (Service service : model.services().values()) {
            if (service.networks().contains(key)) {
                connected.addAll(containers.listOf(service.name()));
            }
        }
        containers.stop(connected, model::hooks);
        Network network = engine.networks().get(name);
        connected.forEach(
                container -> network.disconnect(container.id(), options -> options.force()));
        network.remove();
        report.tell("Network " + name, "Removed");
        return connected;
    }

    private String create(String key, Part config, List<Observed> disconnected) {
        String name = config.text("name");
        report.tell("Network " + name, "Creating");
        Network network;
        try {
            network = engine.networks().create(name, body(key, config), Map.of(), line);
        } catch (ConflictException meanwhile) {
            throw meanwhile;
        } catch (DockerException failed) {
            report.tell("Network " + name, "Error", failed.getMessage());
            throw failed;
        }
        report.tell("Network " + name, "Created");
        disconnected.forEach(container -> network.connect(container.id()));
        return network.id();
    }

    Map<String, Object> body(String key, Part config) {
        Map<String, String> labels = new LinkedHashMap<>(config.pairs("labels"));
        labels.put(ComposeLabels.NETWORK, key);
        labels.put(ComposeLabels.PROJECT, model.name());
        labels.put(ComposeLabels.VERSION, Model.VERSION);
        labels.put(ComposeLabels.CONFIG_HASH, ConfigHash.ofNetwork(config));
        return new Fields()
                .putAlways("Name", config.text("name"))
                // engines before API 1.44 would create a second network of the name
                .put("CheckDuplicate", !engine.speaks(1, 44))
                .put("Driver", config.text("driver"))
                .put("Options", config.pairs("driver_opts"))
                .put("Internal", config.flag("internal"))
                .put("Attachable", config.flag("attachable"))
                .put("IPAM", ipam(config.part("ipam")))
                .putAlways(
                        "EnableIPv6", config.has("enable_ipv6") ? config.flag("enable_ipv6") : null)
                .putAlways(
                        "EnableIPv4", config.has("enable_ipv4") ? config.flag("enable_ipv4") : null)
                .put("Labels", labels)
                .map();
    }

    private static Map<String, Object> ipam(Part ipam) {
        List<Map<String, Object>> pools = new ArrayList<>();
        for (Part pool : ipam.parts("config")) {
            pools.add(
                    new Fields()
                            .put("Subnet", pool.text("subnet"))
                            .put("IPRange", pool.text("ip_range"))
                            .put("Gateway", pool.text("gateway"))
                            .put("AuxiliaryAddresses", pool.pairs("aux_addresses"))
                            .map());
        }
        return new Fields().put("Driver", ipam.text("driver")).put("Config", pools).map();
    }

    private String external(String key, String name) {
        List<NetworkSummary> found = new ArrayList<>();
        engine.networks().list(Filters.none().with("name", name)).stream()
                .filter(network -> network.name().equals(name))
                .forEach(found::add);
        if (found.isEmpty()) {
            NetworkDetails byId = find(name);
            if (byId != null) {
                found.add(byId);
            }
        }
        if (found.size() > 1) {
            throw new InvalidOptionException(
                    "networks." + key,
                    name,
                    "several networks have this name; set name: to the id of one of them");
        }
        if (!found.isEmpty()) {
            return found.get(0).id();
        }
        if (engine.isInSwarm()) {
            return Divergence.UNSEEN;
        }
        throw new NotFoundException(
                "network " + name + " is external (networks." + key + "), and does not exist",
                404,
                "network " + name + " not found",
                line);
    }
}
