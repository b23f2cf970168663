package io.dockerkit.compose.containers;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What is known of a project: its services and how they depend on each other, its networks and its volumes. {@link
 * ModelOfFiles} and {@link ModelOfLabels} make it. Immutable and thread-safe.
 *
 * @param name the project's name
 * @param services the services by name
 * @param disabled the services that are known and left out
 * @param networks the networks
 * @param volumes the volumes
 */
public record ProjectModel(
        String name,
        Map<String, KnownService> services,
        Set<String> disabled,
        List<KnownResource> networks,
        List<KnownResource> volumes) {
    /** Copies maps, sets and lists. */
    public ProjectModel {
        Objects.requireNonNull(name, "name");
        services = Collections.unmodifiableMap(new TreeMap<>(services));
        disabled = Collections.unmodifiableSet(new TreeSet<>(disabled));
        networks = List.copyOf(networks);
        volumes = List.copyOf(volumes);
    }

    /** Which services come along with those that are named. */
    public enum Along {
        /** Those that they depend on. */
        DEPENDENCIES,
        /** Those that depend on them. */
        DEPENDENTS,
        /** None. */
        NONE
    }

    /** Returns the project with the same resources and with other services. */
    ProjectModel with(UnaryOperator<KnownService> change) {
        Map<String, KnownService> next = new LinkedHashMap<>();
        services.forEach((key, service) -> next.put(key, change.apply(service)));
        return new ProjectModel(name, next, disabled, networks, volumes);
    }

    /** Returns the project, in which no service need exist that another one depends on. */
    ProjectModel lenient() {
        return with(KnownService::optional);
    }

    /**
     * Returns the project with these services and those that come along; the others are left out. No names stand for all
     * services.
     *
     * @throws NotFoundException if there is no such service
     */
    public ProjectModel selected(Collection<String> names, Along along) {
        if (names.isEmpty()) {
            return this;
        }
        Set<String> kept = closure(names, along);
        Map<String, KnownService> next = new LinkedHashMap<>();
        Set<String> out = new LinkedHashSet<>(disabled);
        services.forEach(
                (key, service) -> {
                    if (kept.contains(key)) {
                        next.put(key, service.keeping(entry -> kept.contains(entry.getKey())));
                    } else {
                        out.add(key);
                    }
                });
        return new ProjectModel(name, next, out, networks, volumes);
    }

    private Set<String> closure(Collection<String> names, Along along) {
        names.forEach(this::require);
        Set<String> kept = new LinkedHashSet<>(names);
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            for (String other : neighbours(open.remove(), along)) {
                if (services.containsKey(other) && kept.add(other)) {
                    open.add(other);
                }
            }
        }
        return kept;
    }

    private Collection<String> neighbours(String service, Along along) {
        return switch (along) {
            case NONE -> List.of();
            case DEPENDENTS -> dependents(service);
            case DEPENDENCIES -> {
                KnownService known = require(service);
                known.dependencies().forEach((other, how) -> requireFor(service, other, how));
                yield known.dependencies().keySet();
            }
        };
    }

    private void requireFor(String service, String other, Dependency how) {
        if (how.required() && !services.containsKey(other) && !disabled.contains(other)) {
            throw missing(service, other);
        }
    }

    private KnownService require(String service) {
        KnownService known = services.get(service);
        if (known == null) {
            throw new NotFoundException(
                    "project "
                            + name
                            + " has no service "
                            + service
                            + (services.isEmpty()
                                    ? "; it has no containers"
                                    : "; it has " + String.join(", ", services.keySet())),
                    0,
                    "no such service: " + service,
                    null);
        }
        return known;
    }

    private NotFoundException missing(String service, String other) {
        return new NotFoundException(
                "service "
                        + service
                        + " depends on "
                        + other
                        + ", which project "
                        + name
                        + " does not have",
                0,
                "could not find " + other + ": not found",
                null);
    }

    /** Returns the services that depend on this one. */
    Set<String> dependents(String service) {
        Set<String> dependents = new TreeSet<>();
        services.forEach(
                (key, other) -> {
                    if (other.dependencies().containsKey(service)) {
                        dependents.add(key);
                    }
                });
        return dependents;
    }

    /** Returns these services, and all that depend on them, directly or not. */
    Set<String> withDependents(Collection<String> names) {
        return closure(names, Along.DEPENDENTS);
    }

    /**
     * Returns the services so that each one comes behind those that it depends on.
     *
     * @throws NotFoundException if one depends on a service that must exist and does not
     * @throws InvalidOptionException if they depend on each other in a circle
     */
    List<KnownService> inOrder() {
        Map<String, KnownService> ordered = new LinkedHashMap<>();
        for (KnownService service : services.values()) {
            visit(service, ordered, new LinkedHashSet<>());
        }
        return List.copyOf(ordered.values());
    }

    private void visit(KnownService service, Map<String, KnownService> ordered, Set<String> above) {
        if (ordered.containsKey(service.name())) {
            return;
        }
        if (!above.add(service.name())) {
            throw new InvalidOptionException(
                    "depends_on",
                    String.join(" -> ", above) + " -> " + service.name(),
                    "services must not depend on each other in a circle");
        }
        service.dependencies()
                .forEach(
                        (other, how) -> {
                            KnownService known = services.get(other);
                            if (known != null) {
                                visit(known, ordered, above);
                            } else if (how.required()) {
                                throw missing(service.name(), other);
                            }
                        });
        above.remove(service.name());
        ordered.put(service.name(), service);
    }
}
