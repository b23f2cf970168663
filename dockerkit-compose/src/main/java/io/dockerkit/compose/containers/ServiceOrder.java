package io.dockerkit.compose.containers;

import io.dockerkit.compose.concurrent.TaskGroup;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Visits the services of a project by their dependencies, those that do not depend on each other side by side. A service is
 * visited as soon as those before it have been. Stateless and thread-safe.
 */
public final class ServiceOrder {
    private ServiceOrder() {}

    /** Visits each service after those that it depends on. */
    public static void forward(ProjectModel model, Consumer<KnownService> visitor) {
        visit(model, service -> service.dependencies().keySet(), visitor);
    }

    /** Visits each service after those that depend on it. */
    public static void backward(ProjectModel model, Consumer<KnownService> visitor) {
        visit(model, service -> model.dependents(service.name()), visitor);
    }

    private static void visit(
            ProjectModel model,
            Function<KnownService, Set<String>> before,
            Consumer<KnownService> visitor) {
        Map<String, KnownService> services = new LinkedHashMap<>();
        model.inOrder().forEach(service -> services.put(service.name(), service));
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        services.forEach(
                (name, service) -> {
                    Set<String> others = new LinkedHashSet<>(before.apply(service));
                    others.retainAll(services.keySet());
                    needs.put(name, others);
                });
        new TaskGroup()
                .inOrder(
                        needs,
                        name -> visitor.accept(Objects.requireNonNull(services.get(name), name)));
    }
}
