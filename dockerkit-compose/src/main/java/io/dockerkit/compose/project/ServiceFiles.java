package io.dockerkit.compose.project;

import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.Words;
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
        Map<String, @Nullable Object> own = Shapes.variables(variables, path + ".environment");
        Map<String, String> set = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> variable : own.entrySet()) {
            String key = variable.getKey();
            Object given = variable.getValue();
            Object value = given == null ? environment.get(key) : given;
            if (value != null) {
                variable.setValue(value);
                set.put(key, value.toString());
            }
        }
        Map<String, String> known = new LinkedHashMap<>(set);
        known.putAll(environment);
        Map<String, String> found = set;
        int index = 0;
        for (YamlNode file : Nodes.at(service, "env_file").list()) {
            found = read(path + ".env_file[" + index++ + "]", file, known, found);
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(found);
        all.putAll(own);
        YamlNode next = service.without("env_file");
        return all.isEmpty() ? next : Nodes.put(next, "environment", nodes(variables, all));
    }

    private static YamlNode nodes(YamlNode at, Map<String, ? extends @Nullable Object> values) {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
            nodes.put(entry.getKey(), at.with(entry.getValue()));
        }
        return at.with(nodes);
    }

    private Map<String, String> read(
            String path, YamlNode given, Map<String, String> known, Map<String, String> earlier) {
        YamlNode named = given.isMap() ? Nodes.at(given, "path") : given;
        Path file = HostFiles.resolve(directory, named.text());
        if (Files.notExists(file)) {
            if (!Nodes.text(given, "required").equals("false")) {
                throw Refusal.of(
                        path,
                        named,
                        "there is no such file; with required: false it may be missing");
            }
            return earlier;
        }
        return switch (Nodes.text(given, "format")) {
            case "raw" -> {
                Map<String, String> all = new LinkedHashMap<>(earlier);
                String where = path + " in " + named.place();
                for (String pair : KeyValueFile.read(where, file, known)) {
                    all.put(Words.key(pair), Words.value(pair));
                }
                yield all;
            }
            case "", ".env" -> EnvironmentFile.read(file, earlier, known::get);
            default ->
                    throw Refusal.of(
                            path + ".format", Nodes.at(given, "format"), "must be raw, or missing");
        };
    }

    /** Returns the service with the labels of its files in {@code labels}. */
    YamlNode withLabels(String name, YamlNode service) {
        String path = "services." + name;
        Map<String, String> found = new LinkedHashMap<>();
        int index = 0;
        for (YamlNode file : Nodes.at(service, "label_file").list()) {
            Path known = HostFiles.resolve(directory, file.text());
            if (Files.notExists(known)) {
                throw Refusal.of(
                        path + ".label_file[" + index + "]", file, "there is no such file");
            }
            index++;
            found.putAll(EnvironmentFile.read(known, found::get));
        }
        if (found.isEmpty()) {
            return service;
        }
        YamlNode labels = Nodes.at(service, "labels");
        Map<String, @Nullable Object> all = new LinkedHashMap<>(found);
        all.putAll(Shapes.pairs(labels, path + ".labels", ""));
        return Nodes.put(service, "labels", nodes(labels, all));
    }
}
