package io.dockerkit.compose;

import io.dockerkit.Docker;
import io.dockerkit.HostContext;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.compose.containers.ProjectList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Compose project as its files describe it: {@code docker compose -f FILE …}. No file is read and no request is sent until
 * {@link #config()} or a terminal operation of one of its commands.
 *
 * <pre>{@code
 * try (ComposeProject shop = Compose.load(Path.of("compose.yaml")).up().startScoped()) {
 *     shop.service("db").address(5432);
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new one.
 */
@CheckReturnValue
public final class Compose {
    private final Settings settings;

    private Compose(Settings settings) {
        this.settings = settings;
    }

    /** What the options say. */
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
            HostContext host) {}

    /**
     * Returns the handle of a project by its name, without files: {@code docker compose --project-name NAME}. Sends no request;
     * {@link ComposeProject#on} is for another engine than the default one.
     *
     * @throws io.dockerkit.InvalidOptionException if the name is malformed
     */
    public static ComposeProject project(String name) {
        return ComposeProject.of(Docker.getDefault(), ProjectName.check(name), null);
    }

    /** Returns the projects that have running containers, sorted by name: {@code docker compose ls}. */
    public static List<ComposeProjectSummary> list() {
        return list(options -> options);
    }

    /** Returns projects, sorted by name: {@code Compose.list(options -> options.all())}. */
    public static List<ComposeProjectSummary> list(UnaryOperator<ComposeListSpec> options) {
        ComposeListSpec spec = options.apply(ComposeListSpec.of(Docker.getDefault()));
        return ProjectList.of(spec.docker(), spec.isAll()).stream()
                .filter(found -> spec.takes(found.name()))
                .map(
                        found ->
                                new ComposeProjectSummary(
                                        ComposeProject.of(spec.docker(), found.name(), null),
                                        found.states(),
                                        found.files()))
                .toList();
    }
}
