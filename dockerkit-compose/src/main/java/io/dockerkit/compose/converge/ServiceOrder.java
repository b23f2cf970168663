package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of services by what they depend on. Stateless and thread-safe. */
final class ServiceOrder {
    private ServiceOrder() {}

    /**
     * Returns the services that each service depends on.
     *
     * @throws InvalidOptionException if a service that is required does not take part, or if they depend on each other in a
     *     circle
     */
    static Map<String, Set<String>> of(Model model) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (Service service : model.services().values()) {
            Set<String> own = new LinkedHashSet<>();
            for (Service.Dependency needed : service.dependencies()) {
                if (model.services().containsKey(needed.service())) {
                    own.add(needed.service());
                } else if (needed.isRequired()) {
                    throw missing(model, service, needed.service());
                }
            }
            needs.put(service.name(), own);
        }
        Set<String> checked = new LinkedHashSet<>();
        needs.keySet().forEach(key -> checkCircle(needs, key, new ArrayList<>(), checked));
        return needs;
    }

    /**
     * Checks that the services can be put in order.
     *
     * @throws InvalidOptionException as {@link #of} does
     */
    static void check(Model model) {
        of(model);
    }

    private static InvalidOptionException missing(Model model, Service service, String needed) {
        Service other = model.disabled().get(needed);
        return new InvalidOptionException(
                "services." + service.name() + ".depends_on",
                needed,
                other == null
                        ? "there is no such service"
                        : "this service is disabled; its profiles enable it: "
                                + String.join(", ", other.config().texts("profiles")));
    }

    private static void checkCircle(
            Map<String, Set<String>> needs, String key, List<String> path, Set<String> checked) {
        if (path.contains(key)) {
            List<String> circle = new ArrayList<>(path.subList(path.indexOf(key), path.size()));
            circle.add(key);
            throw new InvalidOptionException(
                    "services." + key + ".depends_on",
                    circle.get(1),
                    "the services depend on each other in a circle: "
                            + String.join(" -> ", circle));
        }
        if (checked.add(key)) {
            path.add(key);
            needs.getOrDefault(key, Set.of())
                    .forEach(other -> checkCircle(needs, other, path, checked));
            path.remove(path.size() - 1);
        }
    }
}
