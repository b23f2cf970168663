package io.dockerkit.compose.project;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.yaml.YamlNode;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Which parts of a project count: profiles, selected services, what they use. Stateless and thread-safe. */
final class Selection {
    private Selection() {}

    /** Returns the model with only services that have no profile or an active one; {@code *} stands for all profiles. */
    static Model profiles(Model model, Collection<String> profiles) {
        Map<String, YamlNode> active = new TreeMap<>();
        Map<String, YamlNode> inactive = new TreeMap<>();
        Map<String, YamlNode> all = new TreeMap<>(model.services());
        all.putAll(model.disabled());
        for (Map.Entry<String, YamlNode> service : all.entrySet()) {
            boolean isActive = isActive(service.getValue(), profiles);
            (isActive ? active : inactive).put(service.getKey(), service.getValue());
        }
        return model.withServices(active, inactive);
    }

    private static boolean isActive(YamlNode service, Collection<String> profiles) {
        List<String> own = profiles(service);
        return own.isEmpty() || profiles.contains("*") || !Collections.disjoint(own, profiles);
    }

    /** Returns the profiles of a service. */
    static List<String> profiles(YamlNode service) {
        List<String> profiles = new ArrayList<>();
        for (YamlNode profile : Nodes.at(service, "profiles").list()) {
            profiles.add(profile.text());
        }
        return profiles;
    }

    /** Returns the model with the profiles of services that are named, so that these are active. */
    static Model enabled(Model model, List<String> names, Collection<String> profiles) {
        List<String> all = new ArrayList<>(profiles);
        for (String name : names) {
            YamlNode service = model.disabled().get(name);
            if (service != null) {
                all.addAll(profiles(service));
            }
        }
        return all.size() == profiles.size() ? model : profiles(model, all);
    }

    /**
     * Returns the model with only services that are named, and those that they depend on. In names {@code *} and {@code ?}
     * stand for any signs. No name stands for all services.
     *
     * @throws InvalidOptionException if there is no such service
     */
    static Model services(Model model, List<String> names) {
        if (names.isEmpty()) {
            return model;
        }
        Set<String> named = new LinkedHashSet<>();
        for (String name : names) {
            named.addAll(matching(model, name));
        }
        Set<String> selected = new Dependencies(model).closure(named);
        Map<String, YamlNode> active = new TreeMap<>();
        Map<String, YamlNode> inactive = new TreeMap<>(model.disabled());
        model.services()
                .forEach(
                        (name, service) -> {
                            if (selected.contains(name)) {
                                active.put(name, onlyDependingOn(selected, service));
                            } else {
                                inactive.put(name, service);
                            }
                        });
        return model.withServices(active, inactive);
    }

    private static List<String> matching(Model model, String name) {
        List<String> found =
                model.services().containsKey(name)
                        ? List.of(name)
                        : name.matches(".*[*?\\[\\\\].*")
                                ? model.services().keySet().stream()
                                        .filter(glob(name)::matches)
                                        .toList()
                                : List.of();
        if (found.isEmpty()) {
            throw new InvalidOptionException(
                    "service",
                    name,
                    "there is no such service; services of the project: "
                            + String.join(", ", model.services().keySet()));
        }
        return found;
    }

    private interface Glob {
        boolean matches(String name);
    }

    private static Glob glob(String pattern) {
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return name -> matcher.matches(Path.of(name));
        } catch (IllegalArgumentException e) {
            return name -> false;
        }
    }

    private static YamlNode onlyDependingOn(Set<String> selected, YamlNode service) {
        return service.mapped(
                "depends_on",
                dependencies -> {
                    Map<String, YamlNode> next = new LinkedHashMap<>(dependencies.map());
                    next.keySet().retainAll(selected);
                    return dependencies.with(next);
                });
    }

    /** Returns the model without networks, volumes, secrets, configs and models that no active service uses. */
    static Model used(Model model) {
        Map<String, Set<String>> used = new LinkedHashMap<>();
        for (String section : List.of("networks", "volumes", "secrets", "configs", "models")) {
            used.put(section, new LinkedHashSet<>());
        }
        for (YamlNode service : model.services().values()) {
            keys(used, "networks", service, "networks");
            keys(used, "models", service, "models");
            sources(used, "secrets", Nodes.at(service, "secrets"));
            sources(used, "secrets", Nodes.at(service, "build", "secrets"));
            sources(used, "configs", Nodes.at(service, "configs"));
            for (YamlNode mount : Nodes.at(service, "volumes").list()) {
                if (Nodes.text(mount, "type").equals("volume")) {
                    add(used, "volumes", Nodes.text(mount, "source"));
                }
            }
        }
        YamlNode root = model.root();
        for (Map.Entry<String, Set<String>> entry : used.entrySet()) {
            Map<String, YamlNode> kept = new LinkedHashMap<>(model.resources(entry.getKey()));
            kept.keySet().retainAll(entry.getValue());
            YamlNode all = Nodes.at(root, entry.getKey());
            root = root.put(entry.getKey(), all.with(kept));
        }
        return new Model(root, model.services(), model.disabled());
    }

    private static void add(Map<String, Set<String>> used, String section, String key) {
        Objects.requireNonNull(used.get(section), section).add(key);
    }

    private static void keys(
            Map<String, Set<String>> used, String section, YamlNode service, String key) {
        for (String name : Nodes.at(service, key).map().keySet()) {
            add(used, section, name);
        }
    }

    private static void sources(Map<String, Set<String>> used, String section, YamlNode mounts) {
        for (YamlNode mount : mounts.list()) {
            add(used, section, Nodes.text(mount, "source"));
        }
    }
}
