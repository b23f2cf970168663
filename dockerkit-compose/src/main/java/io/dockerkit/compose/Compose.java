package io.dockerkit.compose;

import io.dockerkit.Docker;
import io.dockerkit.HostContext;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.compose.containers.ProjectList;
import io.dockerkit.compose.file.ProjectNames;
import io.dockerkit.compose.project.Project;
import io.dockerkit.compose.project.ProjectLoader;
import io.dockerkit.compose.project.ProjectRequest;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Compose project as its files describe it: {@code docker compose -f FILE …}. No file is read and no request is sent until
 * {@link #config} or a terminal operation of one of its commands.
 *
 * <pre>{@code
 * try (ComposeProject shop = Compose.load(Path.of("compose.yaml")).up().startScoped()) {
 *     shop.service("db").address(5432);
 * }
 * }</pre>
 *
 * <p>Files, variables and names follow the rules of the CLI: relative paths of files and options begin at the working
 * directory; variables are those of this process, then those of {@code .env} in the project's directory; {@code COMPOSE_FILE},
 * {@code COMPOSE_PATH_SEPARATOR}, {@code COMPOSE_PROFILES}, {@code COMPOSE_PROJECT_NAME}, {@code COMPOSE_ENV_FILES} and {@code
 * COMPOSE_DISABLE_ENV_FILE} count.
 *
 * <p>Immutable and thread-safe; each option returns a new one.
 */
@CheckReturnValue
public final class Compose {
    private final Docker docker;
    private final ProjectRequest request;

    private Compose(Docker docker, ProjectRequest request) {
        this.docker = docker;
        this.request = request;
    }

    private static Compose of(List<Path> files, @Nullable String text, @Nullable Path searchFrom) {
        return new Compose(
                Docker.getDefault(),
                new ProjectRequest(files, text, searchFrom, HostContext.ofThisProcess()));
    }

    private Compose with(ProjectRequest next) {
        return new Compose(docker, next);
    }

    /**
     * Returns the project of these files: {@code docker compose -f FILE -f FILE …}. What a later file says adds to the earlier
     * ones or replaces it. Relative paths in all files begin at the directory of the first.
     */
    public static Compose load(Path file, Path... more) {
        List<Path> files = new ArrayList<>();
        files.add(checked("--file", "file", file));
        for (Path next : Checks.elements("more", more)) {
            files.add(checked("--file", "more", next));
        }
        return of(files, null, null);
    }

    /**
     * Returns the project of the working directory: {@code docker compose} without {@code -f}. Its files are those in {@code
     * COMPOSE_FILE}, or else the first of {@code compose.yaml}, {@code compose.yml}, {@code docker-compose.yml} and {@code
     * docker-compose.yaml} with the override file beside it, such as {@code compose.override.yaml}; if the directory has none
     * of them, those of the next directory above count.
     */
    public static Compose find() {
        return of(List.of(), null, null);
    }

    /** Returns the project of a directory: {@code docker compose} after {@code cd DIRECTORY}; see {@link #find()}. */
    public static Compose find(Path directory) {
        Path from = checked("directory", "directory", directory);
        return of(List.of(), null, from);
    }

    /**
     * Returns the project of a file in memory: {@code docker compose -f -}. Relative paths in it begin at the working
     * directory.
     */
    public static Compose parse(String yaml) {
        Objects.requireNonNull(yaml, "yaml");
        return of(List.of(), yaml, null);
    }

    private static Path checked(String option, String parameter, Path path) {
        Checks.file(option, parameter, path);
        return path;
    }

    private static <T> List<T> added(List<T> list, T item) {
        List<T> next = new ArrayList<>(list);
        next.add(item);
        return next;
    }

    /** Adds a file: {@code --file}. */
    public Compose file(Path file) {
        Path checked = checked("--file", "file", file);
        return with(request.withFiles(added(request.files(), checked)));
    }

    /**
     * Activates profiles: {@code --profile}. Services without a profile are always active. {@code *} stands for all profiles.
     * Those in {@code COMPOSE_PROFILES} do not count any more.
     */
    public Compose profile(String... profiles) {
        List<String> next = new ArrayList<>(request.profiles());
        Checks.elements("profiles", profiles)
                .forEach(profile -> next.add(Checks.text("--profile", "profiles", profile)));
        return with(request.withProfiles(next));
    }

    /** Sets a variable, as {@code NAME=value docker compose} does; it counts before those of this process and of files. */
    public Compose env(String name, String value) {
        Map<String, String> next = new LinkedHashMap<>(request.variables());
        next.put(Checks.key("variable", "name", name), Objects.requireNonNull(value, "value"));
        return with(request.withVariables(request.envFiles(), next));
    }

    /** Adds a file of variables, which is read instead of {@code .env}: {@code --env-file}. */
    public Compose envFile(Path file) {
        Path checked = checked("--env-file", "file", file);
        return with(request.withVariables(added(request.envFiles(), checked), request.variables()));
    }

    /**
     * Sets the project's name: {@code --project-name}. By default it is that of {@code COMPOSE_PROJECT_NAME}, of the files'
     * key {@code name}, or of the project's directory.
     *
     * @throws io.dockerkit.InvalidOptionException if it has other signs than lower-case letters, digits, {@code -} and {@code
     *     _}, or does not begin with a letter or a digit
     */
    public Compose projectName(String name) {
        String checked =
                ProjectNames.check("--project-name", Checks.text("--project-name", "name", name));
        return with(request.withProject(request.projectDirectory(), checked));
    }

    /**
     * Sets the project's directory, where relative paths in the files begin and {@code .env} is: {@code --project-directory}.
     * By default it is that of the first file.
     */
    public Compose projectDirectory(Path directory) {
        Path checked = checked("--project-directory", "directory", directory);
        return with(request.withProject(checked, request.projectName()));
    }

    /** Uses this connection instead of the default one. Not a flag of the CLI. */
    public Compose on(Docker docker) {
        return new Compose(Objects.requireNonNull(docker, "docker"), request);
    }

    /** Takes another directory and other variables than those of this process, for tests. */
    Compose in(HostContext host) {
        return with(request.in(host));
    }

    /**
     * Reads the files: {@code docker compose config}. No engine is asked.
     *
     * @throws io.dockerkit.InvalidOptionException if there is no file, or what is in one is wrong; the message names the file,
     *     the line, the key and the accepted form
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public ComposeConfig config(ConfigFlag... flags) {
        Set<Option> options = EnumSet.noneOf(Option.class);
        for (ConfigFlag flag : Checks.elements("flags", flags)) {
            options.add(flag.option());
        }
        return ComposeConfig.of(request.of(List.of(), options));
    }

    /** Returns the project for commands on its services; no service stands for all. */
    Project project(List<String> services) {
        return ProjectLoader.load(request.of(services, EnumSet.of(Option.KEEP_LABEL_FILES)));
    }

    /** Returns the project with all services, and with what none of them uses. */
    Project wholeProject() {
        return ProjectLoader.load(
                request.of(List.of(), EnumSet.of(Option.KEEP_LABEL_FILES, Option.ALL_RESOURCES)));
    }

    /** Returns the connection. */
    Docker docker() {
        return docker;
    }

    /** Returns the name of {@link #projectName}, or null. */
    @Nullable String projectName() {
        return request.projectName();
    }

    /** Two are equal if their options are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Compose that
                && docker.equals(that.docker)
                && request.equals(that.request);
    }

    @Override
    public int hashCode() {
        return request.hashCode();
    }

    /** Returns the equivalent command line, without the values of variables. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of("docker", "compose"));
        if (request.text() != null) {
            words.addAll(List.of("--file", "-"));
        }
        request.files().forEach(file -> words.addAll(List.of("--file", file.toString())));
        request.profiles().forEach(profile -> words.addAll(List.of("--profile", profile)));
        request.envFiles().forEach(file -> words.addAll(List.of("--env-file", file.toString())));
        if (request.projectName() != null) {
            words.addAll(List.of("--project-name", request.projectName()));
        }
        if (request.projectDirectory() != null) {
            words.addAll(List.of("--project-directory", request.projectDirectory().toString()));
        }
        return ShellQuoting.join(words);
    }

    /**
     * Returns the handle of a project by its name, without files: {@code docker compose --project-name NAME}. Sends no request;
     * {@link ComposeProject#on} is for another engine than the default one.
     *
     * @throws io.dockerkit.InvalidOptionException if the name is malformed
     */
    public static ComposeProject project(String name) {
        return ComposeProject.of(
                Docker.getDefault(),
                ProjectNames.check("--project-name", Checks.text("--project-name", "name", name)),
                null);
    }

    /**
     * Returns the handle of what exists of this project: for {@code ps}, {@code logs}, {@code stop} and the like. The files are
     * read when something is first asked of it; what is wrong in them is an error then.
     *
     * @throws io.dockerkit.InvalidOptionException from the handle's methods, if what is in a file is wrong
     */
    public ComposeProject project() {
        return ComposeProject.lazily(docker, request.projectName(), new WholeProject(this))
                .withFiles(this);
    }

    /** Reads the files; equal for equal files. */
    private record WholeProject(Compose compose) implements Supplier<Project> {
        @Override
        public Project get() {
            return compose.wholeProject();
        }
    }

    /**
     * Returns the spec of the removal of containers and networks: {@code docker compose down}. With names of services, the
     * containers of these and of those that depend on them are removed, and the networks that nothing uses then.
     */
    public DownSpec down(String... services) {
        return project().down(services);
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

    /** Returns the spec of the start of all services, or of these and those that they depend on: {@code docker compose up}. */
    public UpSpec up(String... services) {
        return UpSpec.of(this, Checks.elements("services", services));
    }

    /**
     * Returns the spec of the creation of all services, or of these and those that they depend on, without a start: {@code
     * docker compose create}.
     */
    public ComposeCreateSpec create(String... services) {
        return ComposeCreateSpec.of(this, Checks.elements("services", services));
    }

    /**
     * Returns the spec of a command in a container of its own of a service: {@code docker compose run}. Without words it is
     * the service's own command. The words are passed unchanged and are not split at spaces.
     */
    public ComposeRunSpec run(String service, String... command) {
        return ComposeRunSpec.of(this, service, Checks.elements("command", command));
    }

    /** Returns the spec of the builds of all images, or of those of these services: {@code docker compose build}. */
    public ComposeBuildSpec build(String... services) {
        return ComposeBuildSpec.of(this, Checks.elements("services", services));
    }

    /** Returns the spec of the pulls of all images, or of those of these services: {@code docker compose pull}. */
    public ComposePullSpec pull(String... services) {
        return ComposePullSpec.of(this, Checks.elements("services", services));
    }

    /** Returns the spec of the pushes of all images, or of those of these services: {@code docker compose push}. */
    public ComposePushSpec push(String... services) {
        return ComposePushSpec.of(this, Checks.elements("services", services));
    }

    /**
     * Returns the spec of a change of the number of a service's containers: {@code docker compose scale service=number}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is negative
     */
    public ComposeScaleSpec scale(String service, int number) {
        return ComposeScaleSpec.of(this).service(service, number);
    }
}
