package io.dockerkit.compose.file;

import io.dockerkit.cli.HostFiles;
import io.dockerkit.compose.file.DocumentRequest.Source;
import io.dockerkit.compose.syntax.Warnings;
import io.dockerkit.compose.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the resources of other Compose files beside those of a document. Not thread-safe. */
final class Includes {
    private static final List<String> KINDS =
            List.of("services", "volumes", "networks", "secrets", "configs", "models");
    private static final Set<String> KEYS = Set.of("path", "project_directory", "env_file");

    private final Loading loading;
    private final Scope scope;

    /** The files that led here, which must not be included again. */
    private final List<String> open;

    Includes(Loading loading, Scope scope, List<String> open) {
        this.loading = loading;
        this.scope = scope;
        this.open = open;
    }

    /** Returns the document with the resources that it includes, and without {@code include}. */
    YamlNode apply(YamlNode document) {
        YamlNode include = document.get("include");
        YamlNode model = document.without("include");
        if (include == null || include.isNull()) {
            return model;
        }
        KeyPath path = KeyPath.of("include");
        if (!include.isList()) {
            throw Nodes.unexpected(include, path, "a list");
        }
        int index = 0;
        for (YamlNode entry : include.list()) {
            model = imported(included(entry, path.item(index++)), model);
        }
        return model;
    }

    private YamlNode included(YamlNode entry, KeyPath path) {
        if (!entry.isMap()) {
            Nodes.string(entry, path);
        }
        warnOfOtherKeys(entry, path);
        YamlNode files = entry.isMap() ? entry.get("path") : entry;
        if (files == null) {
            throw Nodes.refuse(entry, path, "the key path is missing");
        }
        List<Source> sources = new ArrayList<>();
        KeyPath at = entry.isMap() ? path.key("path") : path;
        for (YamlNode file : texts(files, at)) {
            String name = RemoteResources.local(file, at);
            sources.add(new Source(name, HostFiles.path(scope.absolute(name)), null));
        }
        if (sources.isEmpty()) {
            throw Nodes.refuse(entry, path, "must name a file");
        }
        String first = scope.absolute(sources.get(0).name());
        if (open.contains(first)) {
            throw Nodes.refuse(
                    files,
                    at,
                    "the file includes itself: "
                            + String.join(", which includes ", open)
                            + ", which includes "
                            + first);
        }
        return loading.model(sources, inner(entry, path, sources.get(0).name()), open, true);
    }

    private static void warnOfOtherKeys(YamlNode entry, KeyPath path) {
        for (Map.Entry<String, YamlNode> value : entry.map().entrySet()) {
            String key = value.getKey();
            if (!KEYS.contains(key) && !key.startsWith("x-")) {
                Warnings.log(
                        "{} in {}: there is no such key here, and it does nothing; known keys: path,"
                                + " project_directory, env_file",
                        path.key(key),
                        value.getValue().place());
            }
        }
    }

    /** Returns a list of texts, or a text as such a list. */
    private static List<YamlNode> texts(YamlNode node, KeyPath path) {
        if (node.value() instanceof String) {
            return List.of(node);
        }
        if (!node.isList()) {
            throw Nodes.unexpected(node, path, "a string or a list of strings");
        }
        node.list().forEach(item -> Nodes.string(item, path));
        return node.list();
    }

    private Scope inner(YamlNode entry, KeyPath path, String first) {
        YamlNode given = entry.get("project_directory");
        String directory = given == null ? "" : Nodes.string(given, path.key("project_directory"));
        String local;
        String base;
        if (directory.isEmpty()) {
            local = PathText.parent(scope.absolute(first));
            base = scope.wayToDirectory(first);
        } else {
            local = scope.absolute(directory);
            base = PathText.isAbsolute(directory) ? directory : scope.wayToDirectory(directory);
        }
        List<Path> files = environmentFiles(entry, path, local);
        Map<String, String> environment =
                new HashMap<>(EnvironmentFile.readAll(files, scope::lookup));
        environment.putAll(scope.environment());
        return new Scope(local, base, environment);
    }

    private List<Path> environmentFiles(YamlNode entry, KeyPath path, String directory) {
        YamlNode given = entry.get("env_file");
        List<YamlNode> names = given == null ? List.of() : texts(given, path.key("env_file"));
        if (names.isEmpty()) {
            Path standard = HostFiles.path(PathText.join(directory, ".env"));
            return Files.isRegularFile(standard) ? List.of(standard) : List.of();
        }
        return names.stream().map(name -> HostFiles.path(scope.absolute(name.text()))).toList();
    }

    private static YamlNode imported(YamlNode from, YamlNode into) {
        YamlNode model = into;
        for (String kind : KINDS) {
            YamlNode resources = from.get(kind);
            if (resources == null || !resources.isMap()) {
                continue;
            }
            YamlNode known = model.get(kind);
            Map<String, YamlNode> all =
                    known == null ? new LinkedHashMap<>() : new LinkedHashMap<>(known.map());
            resources
                    .map()
                    .forEach(
                            (name, resource) -> {
                                YamlNode own = all.putIfAbsent(name, resource);
                                if (own != null && !Merge.sameValue(own, resource)) {
                                    throw Nodes.refuse(
                                            own,
                                            KeyPath.of(kind).key(name),
                                            "it is also in "
                                                    + resource.place()
                                                    + ", which is included, and differs; rename one, or change the"
                                                    + " included one by another file of include");
                                }
                            });
            model = model.put(kind, (known == null ? resources : known).with(all));
        }
        return model;
    }
}
