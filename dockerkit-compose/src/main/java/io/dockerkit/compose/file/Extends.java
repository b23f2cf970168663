package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts services over those that they extend, in the same file or another one. Not thread-safe. */
final class Extends {
    /** The services of a file. */
    private record Family(String file, Map<String, YamlNode> services, Clearing clearing) {}

    /** A service that is being put together. */
    private record Step(String file, String service) {}

    private final Loading loading;
    private final Scope scope;

    Extends(Loading loading, Scope scope) {
        this.loading = loading;
        this.scope = scope;
    }

    /**
     * Returns a document without {@code extends}.
     *
     * @param file what the file is known by, to find services that extend themselves
     * @param clearing what the document takes out of the services that its own extend
     */
    YamlNode apply(YamlNode document, String file, Clearing clearing) {
        YamlNode services = document.get("services");
        if (services == null) {
            return document;
        }
        Family family = family(services, file, clearing);
        for (String name : List.copyOf(family.services.keySet())) {
            resolve(name, family, List.of());
        }
        return document.put("services", services.with(family.services));
    }

    private static Family family(YamlNode services, String file, Clearing clearing) {
        if (!services.isMap()) {
            throw Nodes.unexpected(services, KeyPath.of("services"), "a mapping");
        }
        return new Family(file, new LinkedHashMap<>(services.map()), clearing);
    }

    /** Returns a service with all that it extends, which takes the place of the service. */
    private @Nullable YamlNode resolve(String name, Family family, List<Step> steps) {
        KeyPath path = KeyPath.of("services").key(name);
        YamlNode service = family.services.get(name);
        if (service == null || service.isNull()) {
            return service;
        }
        if (!service.isMap()) {
            throw Nodes.unexpected(service, path, "a mapping");
        }
        YamlNode extended = service.get("extends");
        if (extended == null) {
            return service;
        }
        List<Step> next = step(extended, path.key("extends"), new Step(family.file, name), steps);
        YamlNode base = base(extended, path.key("extends"), family, next);
        if (base == null || base.isNull()) {
            return service;
        }
        YamlNode merged = Merge.services(family.clearing.apply(base, name), service);
        YamlNode made = service.with(merged.value()).without("extends");
        family.services.put(name, made);
        return made;
    }

    private static List<Step> step(YamlNode extended, KeyPath path, Step step, List<Step> steps) {
        List<Step> next = new ArrayList<>(steps);
        next.add(step);
        if (steps.contains(step)) {
            List<String> names = next.stream().map(one -> one.service + " in " + one.file).toList();
            throw Nodes.refuse(
                    extended,
                    path,
                    "the service extends itself: " + String.join(", which extends ", names));
        }
        return next;
    }

    private @Nullable YamlNode base(
            YamlNode extended, KeyPath path, Family family, List<Step> steps) {
        YamlNode service = extended.isMap() ? extended.get("service") : extended;
        if (service == null) {
            throw Nodes.refuse(extended, path, "the key service is missing");
        }
        String name = Nodes.string(service, extended.isMap() ? path.key("service") : path);
        YamlNode file = extended.get("file");
        Family origin = family;
        String where = extended.place().file();
        if (file != null && !file.isNull()) {
            origin = load(file, path.key("file"));
            where = file.text();
        }
        if (!origin.services.containsKey(name)) {
            throw Nodes.refuse(
                    service,
                    extended.isMap() ? path.key("service") : path,
                    "there is no such service in "
                            + where
                            + "; its services: "
                            + String.join(", ", origin.services.keySet()));
        }
        return resolve(name, origin, steps);
    }

    private Family load(YamlNode file, KeyPath path) {
        String name = RemoteResources.local(file, path);
        String local = scope.absolute(name);
        Loading.Extended extended = loading.extended(name, local, scope);
        YamlNode document =
                new RelativePaths(scope.wayToDirectory(name), scope.home())
                        .apply(extended.document());
        YamlNode services = document.get("services");
        if (services == null) {
            throw Nodes.refuse(file, path, "the file has no services");
        }
        return family(services, local, extended.clearing());
    }
}
