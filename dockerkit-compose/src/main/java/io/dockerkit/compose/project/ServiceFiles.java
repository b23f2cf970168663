package io.dockerkit.compose.project;

import io.dockerkit.compose.file.EnvironmentFile;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.container.flags.KeyValueFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the files of {@code env_file} and {@code label_file} say. Immutable and thread-safe. */
final class ServiceFiles {
    private final Map<String, String> environment;
    private final Path directory;

    /**
     * Creates it.
     *
     * @param environment the variables of the project, which files can refer to
     * @param directory where paths begin that are not absolute
     */
    ServiceFiles(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** Returns the service with the variables of its files in {@code environment}, and without {@code env_file}. */
    YamlNode withVariables(String name, YamlNode service) {
        String path = "services." + name;
        YamlNode variables = Nodes.at(service, "environment");
        Map<String, @Nullable Object> own =
                Shapes.variables(variables, path + ".environment");
        own.replaceAll(
                (key, value) ->
                        value == null && environment.containsKey(key)
                                ? environment.get(key)
                                : value);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        own.forEach(
                (key, value) -> {
                    if (value != null) {
                        all.put(key, value);
                    }
                });
        int index = 0;
        for (YamlNode file : Nodes.at(service, "env_file").list()) {
            read(path + ".env_file[" + index++ + "]", file, own, all);
        }
        all.putAll(own);
        YamlNode next = Nodes.without(service, "env_file");
        return all.isEmpty() ? next : Nodes.put(next, "environment", nodes(variables, all));
    }

    private static YamlNode nodes(YamlNode at, Map<String, @Nullable Object> values) {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        values.forEach((key, value) -> nodes.put(key, at.with(value)));
        return at.with(nodes);
    }

    private void read(
            String path,
            YamlNode given,
            Map<String, @Nullable Object> own,
            Map<String, @Nullable Object> all) {
        YamlNode named = given.isMap() ? Nodes.at(given, "path") : given;
        Path file = directory.resolve(named.text());
        if (Files.notExists(file)) {
            if (!Nodes.text(given, "required").equals("false")) {
                throw Refusal.of(
                        path,
                        named,
                        "there is no such file; with required: false it may be missing");
            }
            return;
        }
        String format = Nodes.text(given, "format");
        Map<String, String> inherited = new LinkedHashMap<>();
        own.forEach(
                (key, value) -> {
                    if (value != null) {
                        inherited.put(key, value.toString());
                    }
                });
        inherited.putAll(environment);
        switch (format) {
            case "raw" -> {
                for (String pair : KeyValueFile.read(path + " in " + named.place(), file, inherited)) {
                    int equals = pair.indexOf('=');
                    all.put(pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
            case "", ".env" -> all.putAll(EnvironmentFile.read(file, inherited::get));
            default ->
                    throw Refusal.of(
                            path + ".format",
                            Nodes.at(given, "format"),
                            "must be raw, or missing");
        }
    }

    /** Returns the service with the labels of its files in {@code labels}. */
    YamlNode withLabels(String name, YamlNode service) {
        String path = "services." + name;
        YamlNode files = Nodes.at(service, "label_file");
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        int index = 0;
        for (YamlNode file : files.list()) {
            Path known = directory.resolve(file.text());
            if (Files.notExists(known)) {
                throw Refusal.of(
                        path + ".label_file[" + index + "]", file, "there is no such file");
            }
            index++;
            all.putAll(
                    EnvironmentFile.read(
                            known,
                            key -> all.get(key) == null ? null : String.valueOf(all.get(key))));
        }
        if (all.isEmpty()) {
            return service;
        }
        YamlNode labels = Nodes.at(service, "labels");
        all.putAll(Shapes.pairs(labels, path + ".labels", ""));
        return Nodes.put(service, "labels", nodes(labels, all));
    }
}
