package io.dockerkit.compose.project;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A project with all defaults: what {@code docker compose config --format json} prints, and what it leaves out. Immutable and
 * thread-safe.
 *
 * @param name the project's name
 * @param workingDirectory where relative paths of its files began, absolute
 * @param files the files of the caller, absolute: the label {@code com.docker.compose.project.config_files}
 * @param envFiles the files of {@code --env-file}, absolute: the label {@code …project.environment_file}
 * @param environment the variables of the project: the shell's and those of {@code .env}
 * @param config the document with the keys, the order and the values that {@code config --format json} prints (texts, booleans,
 *     numbers, lists, maps), but with {@code $} where it prints {@code $$}; only services of active profiles
 * @param disabled the services that the active profiles leave out, by their names, in the same form
 */
public record Project(
        String name,
        Path workingDirectory,
        List<Path> files,
        List<Path> envFiles,
        Map<String, String> environment,
        Map<String, @Nullable Object> config,
        Map<String, @Nullable Object> disabled) {
    /** Copies lists and maps. */
    public Project {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        files = List.copyOf(files);
        envFiles = List.copyOf(envFiles);
        environment = Map.copyOf(environment);
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        disabled = Collections.unmodifiableMap(new LinkedHashMap<>(disabled));
    }
}
