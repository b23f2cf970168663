package io.dockerkit.compose.containers;

import io.dockerkit.compose.project.Project;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What its files say about a project, as far as managing its containers needs it. Stateless and thread-safe. */
final class ModelOfFiles {
    private ModelOfFiles() {}

    /**
     * Returns the project with these services and those that they depend on, or with all. Networks and volumes that none of
     * them uses are left out.
     */
    static ProjectModel selected(Project project, Collection<String> services) {
        ProjectModel model =
                enabled(project, services).selected(services, ProjectModel.Along.DEPENDENCIES);
        return new ProjectModel(
                project.name(),
                model.services(),
                model.disabled(),
                used(project, "networks", model, KnownService::networks),
                used(project, "volumes", model, KnownService::volumes));
    }

    /**
     * Returns the project with all its services, without networks and volumes. Of the services that the profiles leave out,
     * those that are named count.
     */
    static ProjectModel enabled(Project project, Collection<String> services) {
        Map<String, KnownService> known = new LinkedHashMap<>();
        map(project.config().get("services"))
                .forEach((name, service) -> known.put(name, service(name, map(service))));
        Set<String> disabled = new LinkedHashSet<>();
        project.disabled()
                .forEach(
                        (name, service) -> {
                            if (services.contains(name)) {
                                known.put(name, service(name, map(service)));
                            } else {
                                disabled.add(name);
                            }
                        });
        return new ProjectModel(project.name(), known, disabled, List.of(), List.of());
    }

    /** Returns the name that the files give to the container of a service. */
    static Optional<String> containerName(Project project, String service) {
        Map<String, @Nullable Object> services = map(project.config().get("services"));
        Object name = map(services.get(service)).get("container_name");
        return name == null ? Optional.empty() : Optional.of(name.toString());
    }

    private static List<KnownResource> used(
            Project project,
            String kind,
            ProjectModel model,
            Function<KnownService, List<String>> keys) {
        Set<String> used = new LinkedHashSet<>();
        model.services().values().forEach(service -> used.addAll(keys.apply(service)));
        List<KnownResource> resources = new ArrayList<>();
        map(project.config().get(kind))
                .forEach(
                        (key, value) -> {
                            if (used.contains(key)) {
                                resources.add(resource(project.name(), key, map(value)));
                            }
                        });
        return resources;
    }

    private static KnownResource resource(
            String project, String key, Map<String, @Nullable Object> value) {
        Object name = value.get("name");
        return new KnownResource(
                key,
                name == null ? project + "_" + key : name.toString(),
                Boolean.TRUE.equals(value.get("external")));
    }

    private static KnownService service(String name, Map<String, @Nullable Object> service) {
        Object image = service.get("image");
        return new KnownService(
                name,
                image == null ? "" : image.toString(),
                dependencies(map(service.get("depends_on"))),
                scale(service),
                !Boolean.FALSE.equals(service.get("attach")),
                List.copyOf(map(service.get("networks")).keySet()),
                volumes(service.get("volumes")),
                Hooks.of(name, service));
    }

    private static int scale(Map<String, @Nullable Object> service) {
        Object scale = service.get("scale");
        Object replicas = map(service.get("deploy")).get("replicas");
        return scale instanceof Number number
                ? number.intValue()
                : replicas instanceof Number number ? number.intValue() : 1;
    }

    private static Map<String, Dependency> dependencies(Map<String, @Nullable Object> config) {
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        config.forEach(
                (other, value) -> {
                    Map<String, @Nullable Object> how = map(value);
                    Object condition = how.get("condition");
                    dependencies.put(
                            other,
                            new Dependency(
                                    condition == null ? Dependency.STARTED : condition.toString(),
                                    Boolean.TRUE.equals(how.get("restart")),
                                    !Boolean.FALSE.equals(how.get("required"))));
                });
        return dependencies;
    }

    private static List<String> volumes(@Nullable Object config) {
        List<String> keys = new ArrayList<>();
        if (config instanceof List<?> list) {
            for (Object item : list) {
                Map<String, @Nullable Object> mount = map(item);
                Object source = mount.get("source");
                if ("volume".equals(mount.get("type")) && source != null) {
                    keys.add(source.toString());
                }
            }
        }
        return keys;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, entry) -> map.put(String.valueOf(key), entry));
        }
        return map;
    }
}
