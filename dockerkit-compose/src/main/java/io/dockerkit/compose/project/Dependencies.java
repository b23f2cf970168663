package io.dockerkit.compose.project;

import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which active service depends on which. Immutable and thread-safe. */
final class Dependencies {
    private final Model model;

    Dependencies(Model model) {
        this.model = model;
    }

    /** Returns whether a service cannot do without this one. */
    static boolean isRequired(YamlNode dependency) {
        return !Nodes.text(dependency, "required").equals("false");
    }

    private Map<String, YamlNode> of(String service) {
        YamlNode node = model.services().get(service);
        return node == null ? Map.of() : new TreeMap<>(Nodes.at(node, "depends_on").map());
    }

    /** Returns the services, and before each all that it depends on. */
    Set<String> closure(Iterable<String> services) {
        Set<String> all = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        services.forEach(service -> collect(service, all, seen));
        return all;
    }

    private void collect(String service, Set<String> all, Set<String> seen) {
        if (model.services().containsKey(service) && seen.add(service)) {
            of(service).keySet().forEach(dependency -> collect(dependency, all, seen));
            all.add(service);
        }
    }

    /**
     * Refuses services that wait for each other.
     *
     * @throws io.dockerkit.InvalidOptionException if there are some; the message has their names
     */
    void requireNoCycle() {
        Set<String> done = new LinkedHashSet<>();
        for (String service : model.services().keySet()) {
            search(service, new ArrayList<>(), done);
        }
    }

    private void search(String service, List<String> way, Set<String> done) {
        if (way.contains(service)) {
            List<String> cycle = new ArrayList<>(way.subList(way.indexOf(service), way.size()));
            cycle.add(service);
            YamlNode at = of(way.get(way.size() - 1)).get(service);
            YamlNode node = at == null ? model.root() : at;
            throw Refusal.of(
                    "services." + way.get(way.size() - 1) + ".depends_on",
                    node.place(),
                    service,
                    "services must not depend on each other in a circle: "
                            + String.join(" -> ", cycle));
        }
        if (done.contains(service)) {
            return;
        }
        way.add(service);
        for (String dependency : of(service).keySet()) {
            search(dependency, way, done);
        }
        way.remove(way.size() - 1);
        done.add(service);
    }
}
