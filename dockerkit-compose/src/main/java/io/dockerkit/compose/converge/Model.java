package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.compose.containers.Hooks;
import io.dockerkit.compose.project.Project;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is carried out: the services that take part, and what they need. Immutable and thread-safe.
 *
 * @param name the project's name
 * @param directory the project's directory
 * @param environment the variables of the project
 * @param services the services that take part, by their names
 * @param disabled the services that do not
 * @param networks the networks by their keys
 * @param volumes the volumes by their keys
 * @param secrets the secrets by their keys
 * @param configs the configs by their keys
 */
record Model(
        String name,
        Path directory,
        Map<String, String> environment,
        Map<String, Service> services,
        Map<String, Service> disabled,
        Map<String, Part> networks,
        Map<String, Part> volumes,
        Map<String, Part> secrets,
        Map<String, Part> configs) {
    /** The version that compose is known by: containers of another version are the same to it. */
    static final String VERSION = "2.40.3";

    /** Copies the maps. */
    Model {
        services = copy(services);
        disabled = copy(disabled);
        networks = copy(networks);
        volumes = copy(volumes);
        secrets = copy(secrets);
        configs = copy(configs);
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static Model of(Project project) {
        Part config = new Part(project.config());
        return new Model(
                project.name(),
                project.workingDirectory(),
                project.environment(),
                services(project, config.byName("services")),
                services(project, new Part(project.disabled()).byNames()),
                config.byName("networks"),
                config.byName("volumes"),
                config.byName("secrets"),
                config.byName("configs"));
    }

    private static Map<String, Service> services(Project project, Map<String, Part> configs) {
        Map<String, Service> services = new LinkedHashMap<>();
        configs.forEach(
                (key, config) -> services.put(key, new Service(key, config, labels(project, key))));
        return services;
    }

    private static Map<String, String> labels(Project project, String service) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(ComposeLabels.PROJECT, project.name());
        labels.put(ComposeLabels.SERVICE, service);
        labels.put(ComposeLabels.VERSION, VERSION);
        labels.put(ComposeLabels.WORKING_DIRECTORY, project.workingDirectory().toString());
        labels.put(ComposeLabels.CONFIG_FILES, joined(project.files()));
        labels.put(ComposeLabels.ONE_OFF, "False");
        if (!project.envFiles().isEmpty()) {
            labels.put(ComposeLabels.ENVIRONMENT_FILE, joined(project.envFiles()));
        }
        return labels;
    }

    private static String joined(Collection<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(","));
    }

    Model with(Map<String, Service> taking, Map<String, Service> apart) {
        return new Model(
                name, directory, environment, taking, apart, networks, volumes, secrets, configs);
    }

    /** Returns the same with each service changed. */
    Model each(UnaryOperator<Service> change) {
        Map<String, Service> changed = new LinkedHashMap<>();
        services.forEach((key, service) -> changed.put(key, change.apply(service)));
        return with(changed, disabled);
    }

    Model with(Service service) {
        return each(other -> other.name().equals(service.name()) ? service : other);
    }

    /**
     * Returns the service.
     *
     * @throws InvalidOptionException if none of this name takes part
     */
    Service service(String key) {
        Service service = services.get(key);
        if (service == null) {
            throw noSuchService(key);
        }
        return service;
    }

    /** Returns the hooks of a service. */
    Hooks hooks(String service) {
        return service(service).hooks();
    }

    private InvalidOptionException noSuchService(String key) {
        return new InvalidOptionException(
                "service",
                key,
                disabled.containsKey(key)
                        ? "service "
                                + key
                                + " does not take part; "
                                + (profiles(key).isEmpty()
                                        ? "the services given do not need it"
                                        : "a profile enables it: " + profiles(key))
                        : "project "
                                + name
                                + " has no such service; it has "
                                + String.join(", ", services.keySet()));
    }

    private String profiles(String key) {
        Service service = disabled.get(key);
        return service == null ? "" : String.join(", ", service.config().texts("profiles"));
    }

    /**
     * Returns the model in which only these services and what they depend on take part; all, if none is given. A service that
     * is given takes part even if no profile enables it, and so do others of its profiles.
     *
     * @throws InvalidOptionException if there is no such service
     */
    Model selecting(List<String> names) {
        return enabling(names).restrictedTo(names, true);
    }

    private Model enabling(List<String> names) {
        Set<String> profiles = new LinkedHashSet<>();
        for (String key : names) {
            Service service = disabled.get(key);
            if (service != null) {
                profiles.addAll(service.config().texts("profiles"));
            }
        }
        Map<String, Service> taking = new LinkedHashMap<>(services);
        Map<String, Service> apart = new LinkedHashMap<>(disabled);
        disabled.forEach(
                (key, service) -> {
                    List<String> own = service.config().texts("profiles");
                    if (names.contains(key) || own.stream().anyMatch(profiles::contains)) {
                        taking.put(key, service);
                        apart.remove(key);
                    }
                });
        return with(taking, apart);
    }

    /**
     * Returns the model in which only these services take part; all, if none is given.
     *
     * @param withDependencies whether what they depend on takes part, too
     * @throws InvalidOptionException if one of them does not take part, or lacks a service that it requires
     */
    Model restrictedTo(List<String> names, boolean withDependencies) {
        if (names.isEmpty()) {
            return this;
        }
        Set<String> chosen = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>();
        names.forEach(given -> left.addAll(matching(given)));
        while (!left.isEmpty()) {
            String key = left.remove();
            if (chosen.add(key)) {
                Service service = service(key);
                for (Service.Dependency needed : service.dependencies()) {
                    boolean there = services.containsKey(needed.service());
                    if (withDependencies && (there || needed.isRequired())) {
                        left.add(needed.service());
                    }
                }
            }
        }
        Map<String, Service> taking = new LinkedHashMap<>();
        Map<String, Service> apart = new LinkedHashMap<>(disabled);
        services.forEach(
                (key, service) -> {
                    if (chosen.contains(key)) {
                        taking.put(key, service.dependingOnlyOn(chosen));
                    } else {
                        apart.put(key, service);
                    }
                });
        return with(taking, apart);
    }

    /** Returns the model in which all services take part. */
    Model whole() {
        Map<String, Service> all = new LinkedHashMap<>(services);
        disabled.forEach(all::putIfAbsent);
        return with(all, Map.of());
    }

    /** In a name that is none of a service, {@code *}, {@code ?} and {@code [a-z]} stand for signs. */
    private List<String> matching(String given) {
        if (!services.containsKey(given) && given.matches(".*[*?\\[].*")) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + given);
            List<String> found =
                    services.keySet().stream()
                            .filter(key -> matcher.matches(Path.of(key)))
                            .toList();
            return found.isEmpty() ? List.of(given) : found;
        }
        return List.of(given);
    }

    /** Returns the model without this service, on which no other one depends then. */
    Model disabling(String key) {
        Map<String, Service> taking = new LinkedHashMap<>();
        Map<String, Service> apart = new LinkedHashMap<>(disabled);
        services.forEach(
                (other, service) -> {
                    if (other.equals(key)) {
                        apart.put(other, service);
                    } else {
                        Set<String> kept =
                                service.dependencies().stream()
                                        .map(Service.Dependency::service)
                                        .filter(needed -> !needed.equals(key))
                                        .collect(Collectors.toSet());
                        taking.put(other, service.dependingOnlyOn(kept));
                    }
                });
        return with(taking, apart);
    }

    /** Returns the model without networks, volumes, secrets and configs that no service needs. */
    Model withoutUnused() {
        Set<String> usedNetworks = new LinkedHashSet<>();
        Set<String> usedVolumes = new LinkedHashSet<>();
        Set<String> usedFiles = new LinkedHashSet<>();
        for (Service service : services.values()) {
            Part config = service.config();
            usedNetworks.addAll(config.part("networks").map().keySet());
            config.parts("volumes").stream()
                    .filter(volume -> volume.text("type").equals("volume"))
                    .forEach(volume -> usedVolumes.add(volume.text("source")));
            List<Part> files = new ArrayList<>(config.parts("secrets"));
            files.addAll(service.build().parts("secrets"));
            files.addAll(config.parts("configs"));
            files.forEach(file -> usedFiles.add(file.text("source")));
        }
        return new Model(
                name,
                directory,
                environment,
                services,
                disabled,
                only(networks, usedNetworks),
                only(volumes, usedVolumes),
                only(secrets, usedFiles),
                only(configs, usedFiles));
    }

    private static Map<String, Part> only(Map<String, Part> all, Set<String> used) {
        Map<String, Part> kept = new LinkedHashMap<>(all);
        kept.keySet().retainAll(used);
        return kept;
    }

    /** Returns the services that are restarted after this one. */
    List<String> restartedAfter(String key) {
        return services.values().stream()
                .filter(
                        service ->
                                service.dependencies().stream()
                                        .anyMatch(
                                                needed ->
                                                        needed.service().equals(key)
                                                                && needed.isRestarted()))
                .map(Service::name)
                .toList();
    }

    /** Returns the engine's name of a network. */
    String networkName(String key) {
        @Nullable Part network = networks.get(key);
        return network == null ? "" : network.text("name");
    }

    /** Returns the engine's name of a volume, or the text itself if it is no key of one. */
    String volumeName(String source) {
        @Nullable Part volume = volumes.get(source);
        return volume == null ? source : volume.text("name");
    }

    /** Returns whether one of the volumes has this name on the engine. */
    boolean hasVolumeNamed(String engineName) {
        return volumes.values().stream().anyMatch(volume -> volume.text("name").equals(engineName));
    }

    /**
     * Checks what no single service can be asked.
     *
     * @throws InvalidOptionException if two services want the same container name
     */
    void checkContainerNames() {
        Map<String, String> owners = new LinkedHashMap<>();
        for (Service service : services.values()) {
            String wanted = service.containerName();
            String owner = wanted.isEmpty() ? null : owners.put(wanted, service.name());
            if (owner != null) {
                throw new InvalidOptionException(
                        "services." + service.name() + ".container_name",
                        wanted,
                        "service " + Objects.requireNonNull(owner) + " has this name already");
            }
        }
    }
}
