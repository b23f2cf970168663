package io.dockerkit.compose.containers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What is known of a service, from the files or from the labels of its containers. Immutable and thread-safe.
 *
 * @param name the service's name
 * @param image the image that it names; "" if it is built and names none
 * @param dependencies the services that it depends on
 * @param scale how many containers it is to have
 * @param attached whether its logs are shown unless it is named
 * @param networks the keys of its networks
 * @param volumes the keys of its named volumes
 * @param hooks its hooks, if its files are known
 */
public record KnownService(
        String name,
        String image,
        Map<String, Dependency> dependencies,
        int scale,
        boolean attached,
        List<String> networks,
        List<String> volumes,
        Hooks hooks) {
    /** Copies maps and lists. */
    public KnownService {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(hooks, "hooks");
        dependencies = Collections.unmodifiableMap(new LinkedHashMap<>(dependencies));
        networks = List.copyOf(networks);
        volumes = List.copyOf(volumes);
    }

    /** Returns the same service with those of its dependencies that the filter takes. */
    KnownService keeping(Predicate<Map.Entry<String, Dependency>> filter) {
        Map<String, Dependency> kept = new LinkedHashMap<>();
        dependencies.entrySet().stream()
                .filter(filter)
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return with(kept);
    }

    /** Returns the same service, whose dependencies need not exist. */
    KnownService optional() {
        Map<String, Dependency> next = new LinkedHashMap<>();
        dependencies.forEach((other, dependency) -> next.put(other, dependency.optional()));
        return with(next);
    }

    private KnownService with(Map<String, Dependency> next) {
        return new KnownService(name, image, next, scale, attached, networks, volumes, hooks);
    }
}
