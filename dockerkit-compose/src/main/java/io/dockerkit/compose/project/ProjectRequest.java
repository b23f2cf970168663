package io.dockerkit.compose.project;

import io.dockerkit.HostContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which project is loaded, and how.
 *
 * @param files the files, {@code --file}; none to take those of {@code COMPOSE_FILE}, or to look for them
 * @param text a file in memory before the other ones, or null
 * @param searchFrom the directory to act in instead of that of the host, or null
 * @param projectDirectory {@code --project-directory}, or null
 * @param projectName {@code --project-name}, or null
 * @param profiles {@code --profile}; none to take those of {@code COMPOSE_PROFILES}
 * @param envFiles {@code --env-file}; none to take {@code .env}
 * @param variables variables that count before those of the host
 * @param host the directory and the variables of the shell
 * @param services the services that count, with those that they depend on; none for all
 * @param options what differs from the usual way
 */
public record ProjectRequest(
        List<Path> files,
        @Nullable String text,
        @Nullable Path searchFrom,
        @Nullable Path projectDirectory,
        @Nullable String projectName,
        List<String> profiles,
        List<Path> envFiles,
        Map<String, String> variables,
        HostContext host,
        List<String> services,
        Set<Option> options) {
    /** What can differ from the usual way. */
    public enum Option {
        /** Variables are not put in: {@code --no-interpolate}. */
        NO_INTERPOLATE,
        /** What follows from other keys is not added: {@code --no-normalize}. */
        NO_NORMALIZE,
        /** Relative paths stay as they are: {@code --no-path-resolution}. */
        NO_PATH_RESOLUTION,
        /** Whether the parts fit together is not checked: {@code --no-consistency}. */
        NO_CONSISTENCY,
        /** Networks, volumes, secrets and configs that no service uses stay: {@code --all-resources}. */
        ALL_RESOURCES,
        /** Files of variables of services are not read, and their names stay, as in {@code config --hash}. */
        NO_ENV_RESOLUTION,
        /** The key {@code label_file} of services stays, as in the hashes of {@code docker compose up}. */
        KEEP_LABEL_FILES
    }

    /** Copies lists, maps and sets. */
    public ProjectRequest {
        files = List.copyOf(files);
        profiles = List.copyOf(profiles);
        envFiles = List.copyOf(envFiles);
        variables = Map.copyOf(variables);
        Objects.requireNonNull(host, "host");
        services = List.copyOf(services);
        options = Set.copyOf(options);
    }

    /** Asks for the project of some files or of a text in the usual way, or for that of a directory. */
    public ProjectRequest(
            List<Path> files, @Nullable String text, @Nullable Path searchFrom, HostContext host) {
        this(
                files,
                text,
                searchFrom,
                null,
                null,
                List.of(),
                List.of(),
                Map.of(),
                host,
                List.of(),
                Set.of());
    }

    /** Returns the same with other files. */
    public ProjectRequest withFiles(List<Path> others) {
        return new ProjectRequest(
                others,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                profiles,
                envFiles,
                variables,
                host,
                services,
                options);
    }

    /** Returns the same with another directory and another name of the project. */
    public ProjectRequest withProject(@Nullable Path directory, @Nullable String name) {
        return new ProjectRequest(
                files,
                text,
                searchFrom,
                directory,
                name,
                profiles,
                envFiles,
                variables,
                host,
                services,
                options);
    }

    /** Returns the same with other profiles. */
    public ProjectRequest withProfiles(List<String> others) {
        return new ProjectRequest(
                files,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                others,
                envFiles,
                variables,
                host,
                services,
                options);
    }

    /** Returns the same with other variables, and other files of variables. */
    public ProjectRequest withVariables(List<Path> others, Map<String, String> own) {
        return new ProjectRequest(
                files,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                profiles,
                others,
                own,
                host,
                services,
                options);
    }

    /** Returns the same in another place. */
    public ProjectRequest in(HostContext context) {
        return new ProjectRequest(
                files,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                profiles,
                envFiles,
                variables,
                context,
                services,
                options);
    }

    /** Returns the same for some services, none for all, and with some differences. */
    public ProjectRequest of(List<String> some, Set<Option> differences) {
        return new ProjectRequest(
                files,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                profiles,
                envFiles,
                variables,
                host,
                some,
                differences);
    }

    boolean has(Option option) {
        return options.contains(option);
    }
}
