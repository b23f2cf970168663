package io.dockerkit.compose.project;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.compose.file.DocumentRequest.Source;
import io.dockerkit.compose.file.EnvironmentFile;
import io.dockerkit.compose.file.ProjectNames;
import io.dockerkit.compose.project.ProjectRequest.Option;
import io.dockerkit.compose.syntax.Template;
import io.dockerkit.compose.syntax.Warnings;
import io.dockerkit.compose.yaml.YamlDocument;
import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a project, its variables and its name, as {@code docker compose} does from its flags and the variables
 * {@code COMPOSE_…}. Used once, not thread-safe.
 */
final class ProjectFiles {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES =
            List.of(
                    "compose.override.yml",
                    "compose.override.yaml",
                    "docker-compose.override.yml",
                    "docker-compose.override.yaml");

    private static final String PROJECT_NAME = "COMPOSE_PROJECT_NAME";
    private static final String DISABLE = "COMPOSE_DISABLE_ENV_FILE";

    /**
     * What was found.
     *
     * @param sources the files to merge, in their order
     * @param files the same as paths; a text in memory is {@code -}
     * @param directory the project's directory, absolute
     * @param envFiles the files of {@code --env-file}, absolute
     * @param environment the variables of the project
     * @param profiles the active profiles
     * @param name the project's name, empty if there is none
     */
    record Found(
            List<Source> sources,
            List<Path> files,
            Path directory,
            List<Path> envFiles,
            Map<String, String> environment,
            List<String> profiles,
            String name) {}

    private final ProjectRequest request;
    private final Path current;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> envFiles = new ArrayList<>();
    private final Map<String, String> environment;

    private ProjectFiles(ProjectRequest request) {
        this.request = request;
        Path own = request.host().directory();
        Path from = request.searchFrom();
        current = from == null ? own : own.resolve(from).normalize();
        environment = new LinkedHashMap<>(request.host().environment());
        if (from != null || !environment.containsKey("PWD")) {
            environment.put("PWD", HostFiles.text(current));
        }
        environment.putAll(request.variables());
        for (Path file : request.files()) {
            files.add(absolute(file));
        }
        for (Path file : request.envFiles()) {
            envFiles.add(absolute(file));
        }
        if (envFiles.isEmpty()) {
            for (String file : environment.getOrDefault("COMPOSE_ENV_FILES", "").split(",", -1)) {
                if (!file.isEmpty()) {
                    envFiles.add(HostFiles.resolve(current, file).normalize());
                }
            }
        }
    }

    /**
     * Finds what belongs to the project.
     *
     * @throws InvalidOptionException if there is no file, or the name is malformed
     * @throws LocalFileException if a file cannot be read
     */
    static Found find(ProjectRequest request) {
        return new ProjectFiles(request).find();
    }

    private Found find() {
        boolean isNamed = !files.isEmpty() || request.text() != null;
        readVariables(true);
        if (!isNamed) {
            fromVariable();
            if (files.isEmpty()) {
                search();
            }
            readVariables(false);
        }
        List<Source> sources = new ArrayList<>();
        List<Path> all = new ArrayList<>();
        if (request.text() != null) {
            sources.add(new Source("-", null, request.text()));
            all.add(Path.of("-"));
        }
        for (Path file : files) {
            sources.add(new Source(HostFiles.text(file), file, null));
        }
        all.addAll(files);
        if (sources.isEmpty()) {
            throw new InvalidOptionException(
                    "--file",
                    "",
                    "there is no Compose file in "
                            + directory()
                            + " and the directories above it; accepted names: "
                            + String.join(", ", NAMES));
        }
        String name = name(sources);
        environment.put(PROJECT_NAME, name);
        return new Found(sources, all, directory(), envFiles, environment, profiles(), name);
    }

    private Path absolute(Path file) {
        return current.resolve(file).normalize();
    }

    private Path directory() {
        Path given = request.projectDirectory();
        if (given != null) {
            return absolute(given);
        }
        Path parent = files.isEmpty() ? null : files.get(0).getParent();
        return parent == null ? current : parent;
    }

    /**
     * Adds the variables of {@code --env-file}, or those of {@code .env}; those of the shell count before them.
     *
     * @param mayDisable whether {@code .env} may say that of its variables only {@code COMPOSE_…} count
     */
    private void readVariables(boolean mayDisable) {
        List<Path> all = envFiles;
        if (all.isEmpty()) {
            Path usual = directory().resolve(".env");
            if (isTrue(environment.get(DISABLE))
                    || !Files.exists(usual)
                    || Files.isDirectory(usual)) {
                return;
            }
            all = List.of(usual);
        }
        Map<String, String> found = EnvironmentFile.readAll(all, environment::get);
        boolean isDisabled =
                mayDisable
                        && envFiles.isEmpty()
                        && !environment.containsKey(DISABLE)
                        && isTrue(found.get(DISABLE));
        found.forEach(
                (name, value) -> {
                    if (!isDisabled || name.startsWith("COMPOSE_")) {
                        environment.putIfAbsent(name, value);
                    }
                });
    }

    private static boolean isTrue(@Nullable String disabled) {
        return switch (Objects.requireNonNullElse(disabled, "false")) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default ->
                    throw new InvalidOptionException(
                            DISABLE, String.valueOf(disabled), "must be true or false");
        };
    }

    private void fromVariable() {
        String given = environment.getOrDefault("COMPOSE_FILE", "");
        String separator = environment.getOrDefault("COMPOSE_PATH_SEPARATOR", "");
        String between = separator.isEmpty() ? File.pathSeparator : separator;
        for (String name :
                given.isEmpty() ? new String[0] : given.split(Pattern.quote(between), -1)) {
            Path file = HostFiles.resolve(current, name).normalize();
            if (!Files.isRegularFile(file)) {
                throw new InvalidOptionException(
                        "COMPOSE_FILE",
                        given,
                        "there is no file "
                                + file
                                + "; accepted form: paths with "
                                + between
                                + " between them");
            }
            files.add(file);
        }
    }

    private void search() {
        for (Path at = directory(); at != null; at = at.getParent()) {
            Path file = first(at, NAMES);
            if (file != null) {
                files.add(file);
                Path override = first(at, OVERRIDES);
                if (override != null) {
                    files.add(override);
                }
                return;
            }
        }
    }

    private static @Nullable Path first(Path directory, List<String> names) {
        List<Path> found = names.stream().map(directory::resolve).filter(Files::exists).toList();
        if (found.size() > 1) {
            Warnings.log("several Compose files: {}; {} counts", found, found.get(0));
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private List<String> profiles() {
        if (!request.profiles().isEmpty()) {
            return request.profiles();
        }
        List<String> profiles = new ArrayList<>();
        for (String profile : environment.getOrDefault("COMPOSE_PROFILES", "").split(",", -1)) {
            profiles.add(profile.strip());
        }
        return profiles;
    }

    private String name(List<Source> sources) {
        String given = request.projectName();
        if (given != null && !given.isEmpty()) {
            return ProjectNames.check("--project-name", given);
        }
        String variable = environment.getOrDefault(PROJECT_NAME, "");
        if (!variable.isEmpty()) {
            return ProjectNames.check(PROJECT_NAME, variable);
        }
        String inFile = "";
        for (int i = 0; i < sources.size(); i++) {
            sources.set(i, read(sources.get(i)));
            String own = nameIn(sources.get(i));
            inFile = own.isEmpty() ? inFile : own;
        }
        if (inFile.isEmpty()) {
            Path last = directory().getFileName();
            return ProjectNames.normalize(last == null ? "" : last.toString());
        }
        if (!request.has(Option.NO_INTERPOLATE) && inFile.indexOf('$') >= 0) {
            try {
                inFile = Template.substitute(inFile, environment::get);
            } catch (IllegalArgumentException e) {
                throw new InvalidOptionException("name", inFile, String.valueOf(e.getMessage()));
            }
        }
        return request.has(Option.NO_NORMALIZE) ? inFile : ProjectNames.normalize(inFile);
    }

    /** Returns a source with its documents; if it is malformed, this is told when it is loaded. */
    private static Source read(Source source) {
        try {
            return source.read(YamlReader.readCompose(source.name(), text(source)));
        } catch (YamlException e) {
            return source;
        }
    }

    private static String nameIn(Source source) {
        String name = "";
        for (YamlDocument document :
                Objects.requireNonNullElse(source.documents(), List.<YamlDocument>of())) {
            String own = Nodes.text(document.root(), "name");
            name = own.isEmpty() ? name : own;
        }
        return name;
    }

    private static String text(Source source) {
        if (source.text() != null) {
            return source.text();
        }
        Path file = Objects.requireNonNull(source.path(), "path");
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalFileException(
                    source.name(),
                    "cannot read the Compose file "
                            + file
                            + (Files.notExists(file)
                                    ? ": there is no such file"
                                    : Files.isDirectory(file) ? ": it is a directory" : ""),
                    e);
        }
    }
}
