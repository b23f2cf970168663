package io.dockerkit.compose.containers;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the labels of its containers tell about a project, whose files are not known. Stateless and thread-safe. */
final class ModelOfLabels {
    private ModelOfLabels() {}

    /** Returns the project of these containers, without networks and volumes. */
    static ProjectModel of(String project, Collection<Member> containers) {
        return of(project, containers, List.of(), List.of());
    }

    /** Returns the project of these containers, networks and volumes. */
    static ProjectModel of(
            String project,
            Collection<Member> containers,
            List<KnownResource> networks,
            List<KnownResource> volumes) {
        Map<String, Member> first = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Member container : containers) {
            first.putIfAbsent(container.service(), container);
            counts.merge(container.service(), 1, Integer::sum);
        }
        Map<String, KnownService> services = new LinkedHashMap<>();
        first.forEach(
                (service, container) ->
                        services.put(
                                service,
                                new KnownService(
                                        service,
                                        container.summary().image(),
                                        Dependency.parse(
                                                container.label(ComposeLabels.DEPENDENCIES)),
                                        counts.getOrDefault(service, 0),
                                        true,
                                        List.of(),
                                        List.of(),
                                        Hooks.none(service))));
        return new ProjectModel(project, services, Set.of(), networks, volumes);
    }
}
