package io.dockerkit.compose.containers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Visits the services of a project by their dependencies, those that do not depend on each other side by side. A service is
 * visited as soon as those before it have been. Stateless and thread-safe.
 */
public final class ServiceOrder {
    private ServiceOrder() {}

    /** Visits each service after those that it depends on. */
    public static void forward(ProjectModel model, Consumer<KnownService> visitor) {
        TaskGroup group = new TaskGroup();
        Map<String, CompletableFuture<Void>> visits = new HashMap<>();
        for (KnownService service : model.inOrder()) {
            List<CompletableFuture<Void>> before = of(visits, service.dependencies().keySet());
            visits.put(service.name(), group.after(before, () -> visitor.accept(service)));
        }
        group.await();
    }

    /** Visits each service after those that depend on it. */
    public static void backward(ProjectModel model, Consumer<KnownService> visitor) {
        TaskGroup group = new TaskGroup();
        Map<String, CompletableFuture<Void>> visits = new HashMap<>();
        List<KnownService> services = new ArrayList<>(model.inOrder());
        Collections.reverse(services);
        for (KnownService service : services) {
            List<CompletableFuture<Void>> before = of(visits, model.dependents(service.name()));
            visits.put(service.name(), group.after(before, () -> visitor.accept(service)));
        }
        group.await();
    }

    private static List<CompletableFuture<Void>> of(
            Map<String, CompletableFuture<Void>> visits, Set<String> services) {
        List<CompletableFuture<Void>> found = new ArrayList<>();
        for (String service : services) {
            CompletableFuture<Void> visit = visits.get(service);
            if (visit != null) {
                found.add(visit);
            }
        }
        return found;
    }
}
