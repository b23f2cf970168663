package io.dockerkit.compose.converge;

import io.dockerkit.compose.containers.Hooks;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service of a project. Immutable and thread-safe.
 *
 * @param name its key in the project
 * @param config what the document says of it
 * @param ownLabels the labels by which compose knows its containers, but for those of a single container
 */
record Service(String name, Part config, Map<String, String> ownLabels) {
    /** Copies the labels. */
    Service {
        ownLabels = Collections.unmodifiableMap(new LinkedHashMap<>(ownLabels));
    }

    /**
     * What a service waits for.
     *
     * @param service the other one's name
     * @param condition {@code service_started}, {@code service_healthy} or {@code service_completed_successfully}
     * @param isRestarted whether this service is restarted after the other one
     * @param isRequired whether it is an error if the other one is not there or fails
     */
    record Dependency(String service, String condition, boolean isRestarted, boolean isRequired) {}

    Service with(Part other) {
        return new Service(name, other, ownLabels);
    }

    Service with(String key, @Nullable Object value) {
        return with(config.with(key, value));
    }

    Service label(String key, String value) {
        Map<String, String> labels = new LinkedHashMap<>(ownLabels);
        labels.put(key, value);
        return new Service(name, config, labels);
    }

    List<Dependency> dependencies() {
        return config.byName("depends_on").entrySet().stream()
                .map(
                        entry ->
                                new Dependency(
                                        entry.getKey(),
                                        entry.getValue().text("condition"),
                                        entry.getValue().flag("restart"),
                                        !entry.getValue().has("required")
                                                || entry.getValue().flag("required")))
                .toList();
    }

    /** Returns it without what it waits for, but for these. */
    Service dependingOnlyOn(Set<String> kept) {
        if (dependencies().stream().allMatch(dependency -> kept.contains(dependency.service()))) {
            return this;
        }
        Map<String, @Nullable Object> left = new LinkedHashMap<>(config.part("depends_on").map());
        left.keySet().retainAll(kept);
        return with(
                left.isEmpty() ? config.without("depends_on") : config.with("depends_on", left));
    }

    /** Returns how many containers it has. */
    int scale() {
        if (config.has("scale")) {
            return (int) config.number("scale");
        }
        Part deploy = config.part("deploy");
        return deploy.has("replicas") ? (int) deploy.number("replicas") : 1;
    }

    Service scaledTo(int number) {
        Service scaled = with("scale", (long) number);
        return config.has("deploy")
                ? scaled.with("deploy", config.part("deploy").with("replicas", (long) number).map())
                : scaled;
    }

    boolean isBuilt() {
        return config.has("build");
    }

    Part build() {
        return config.part("build");
    }

    /** Returns the name of its image as the document has it; empty for one that is only built. */
    String image() {
        return config.text("image");
    }

    String imageIn(String project) {
        return image().isEmpty() ? project + "-" + name : image();
    }

    String containerName() {
        return config.text("container_name");
    }

    /** Returns the name of its container with this number. */
    String containerName(String project, int number) {
        return containerName().isEmpty() ? project + "-" + name + "-" + number : containerName();
    }

    /** Returns the keys of its networks: those of a higher priority first, then by their names. */
    List<String> networks() {
        Map<String, Part> networks = config.byName("networks");
        return networks.keySet().stream()
                .sorted(
                        Comparator.comparingLong(
                                        (String key) ->
                                                -Objects.requireNonNull(networks.get(key))
                                                        .number("priority"))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Returns what the document says of one of its networks, or null if it says nothing. */
    @Nullable Part network(String key) {
        return config.part("networks").has(key) ? config.part("networks").part(key) : null;
    }

    Hooks hooks() {
        return Hooks.of(name, config.map());
    }

    /** Returns the labels of its containers, but for those of a single container. */
    Map<String, String> labels() {
        Map<String, String> labels = config.pairs("labels");
        labels.putAll(ownLabels);
        return labels;
    }
}
