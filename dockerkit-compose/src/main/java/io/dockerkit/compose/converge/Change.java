package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the flags of a command change in the project that the files describe. Immutable and thread-safe.
 *
 * @param withoutDependencies whether services on which the given ones depend are left alone
 * @param pullPolicy the {@code pull_policy} of all services, or the empty text for their own
 * @param buildsAll whether the image of each service with a {@code build} is built
 * @param scales how many containers services have, by their names
 * @param hasRandomPorts whether the engine chooses all published ports
 */
public record Change(
        boolean withoutDependencies,
        String pullPolicy,
        boolean buildsAll,
        Map<String, Integer> scales,
        boolean hasRandomPorts) {
    /** Changes nothing but what compose always does. */
    public static final Change NONE = new Change(false, "", false, Map.of(), false);

    /** Copies the map. */
    public Change {
        scales = Map.copyOf(scales);
    }

    Model applyTo(Model chosen, List<String> services) {
        scales.keySet().forEach(chosen::service);
        Model changed = chosen.each(this::of).each(service -> onPlatform(service, chosen, true));
        return withoutDependencies ? changed.restrictedTo(services, false) : changed;
    }

    private Service of(Service service) {
        Service changed = service;
        if (!pullPolicy.isEmpty()) {
            changed = changed.with("pull_policy", pullPolicy);
        }
        if (buildsAll && service.isBuilt()) {
            changed = changed.with("pull_policy", "build");
        }
        Integer number = scales.get(service.name());
        if (number != null) {
            changed = changed.scaledTo(number);
        }
        return hasRandomPorts ? randomPorts(changed) : changed;
    }

    /**
     * A port of a container is published once: engines give two that are to be chosen for it the same number. If one of several
     * is for all addresses, it is that one.
     */
    private static Service randomPorts(Service service) {
        if (!service.config().has("ports")) {
            return service;
        }
        Map<String, Map<String, @Nullable Object>> ports = new LinkedHashMap<>();
        for (Part port : service.config().parts("ports")) {
            String target = port.text("target") + "/" + port.text("protocol");
            Map<String, @Nullable Object> random = port.without("published").map();
            if (port.text("host_ip").isEmpty()) {
                ports.put(target, random);
            } else {
                ports.putIfAbsent(target, random);
            }
        }
        return service.with("ports", List.copyOf(ports.values()));
    }

    /**
     * Returns a service that is built for the platform that it runs on.
     *
     * @param isSingle whether the image is built for one platform only, because it is to run
     */
    static Service onPlatform(Service service, Model model, boolean isSingle) {
        if (!service.isBuilt()) {
            return service;
        }
        Service changed = service;
        List<String> built = service.build().texts("platforms");
        String usual = model.environment().getOrDefault("DOCKER_DEFAULT_PLATFORM", "");
        String platform = service.config().text("platform");
        if (platform.isEmpty() && !usual.isEmpty()) {
            platform = usual;
            changed = changed.with("platform", usual);
        }
        if (!platform.isEmpty() && !built.isEmpty() && !built.contains(platform)) {
            throw new InvalidOptionException(
                    "services." + service.name() + ".build.platforms",
                    String.join(", ", built),
                    "the service runs on " + platform + ", for which it is not built");
        }
        List<String> platforms = new ArrayList<>(built);
        if (!platform.isEmpty() && (isSingle || built.isEmpty())) {
            platforms = List.of(platform);
        }
        if (isSingle && platforms.size() > 1) {
            platforms = List.of();
        }
        Map<String, @Nullable Object> build = new LinkedHashMap<>(service.build().map());
        build.remove("platforms");
        if (!platforms.isEmpty()) {
            build.put("platforms", platforms);
        }
        return changed.with("build", build);
    }
}
