package io.dockerkit.compose;

import io.dockerkit.Docker;
import io.dockerkit.HostContext;
import io.dockerkit.compose.project.ProjectRequest;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the options of a {@link Compose} say. Immutable and thread-safe. */
record Settings(
        Docker docker,
        List<Path> files,
        @Nullable String text,
        @Nullable Path searchFrom,
        @Nullable Path projectDirectory,
        @Nullable String projectName,
        List<String> profiles,
        List<Path> envFiles,
        Map<String, String> variables,
        HostContext host) {
    Settings {
        files = List.copyOf(files);
        profiles = List.copyOf(profiles);
        envFiles = List.copyOf(envFiles);
        variables = Map.copyOf(variables);
    }

    Settings(HostContext host, List<Path> files, @Nullable String text, @Nullable Path from) {
        this(
                Docker.getDefault(),
                files,
                text,
                from,
                null,
                null,
                List.of(),
                List.of(),
                Map.of(),
                host);
    }

    Settings withFiles(List<Path> others) {
        return new Settings(
                docker,
                others,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                profiles,
                envFiles,
                variables,
                host);
    }

    Settings withProject(@Nullable Path directory, @Nullable String name) {
        return new Settings(
                docker,
                files,
                text,
                searchFrom,
                directory,
                name,
                profiles,
                envFiles,
                variables,
                host);
    }

    Settings withProfiles(List<String> others) {
        return new Settings(
                docker,
                files,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                others,
                envFiles,
                variables,
                host);
    }

    Settings withVariables(List<Path> others, Map<String, String> own) {
        return new Settings(
                docker,
                files,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                profiles,
                others,
                own,
                host);
    }

    Settings on(Docker other, HostContext context) {
        return new Settings(
                other,
                files,
                text,
                searchFrom,
                projectDirectory,
                projectName,
                profiles,
                envFiles,
                variables,
                context);
    }

    ProjectRequest request(List<String> services, Set<Option> options) {
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
                services,
                options);
    }
}
