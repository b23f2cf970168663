package io.dockerkit.compose;

import io.dockerkit.Docker;
import io.dockerkit.Removal;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.compose.containers.Exits;
import io.dockerkit.compose.containers.Lifecycle;
import io.dockerkit.compose.containers.Listed;
import io.dockerkit.compose.containers.ProjectEvents;
import io.dockerkit.compose.containers.ProjectImages;
import io.dockerkit.compose.containers.ProjectResources;
import io.dockerkit.compose.containers.ProjectVolumes;
import io.dockerkit.compose.project.Project;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.volume.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a Compose project: what exists of it on an engine, whoever started it, found by the labels that docker compose
 * and DockerKit give to it. {@link Compose#project(String)} returns it by name, as {@code docker compose --project-name} does;
 * {@code up()} returns it for files.
 *
 * <pre>{@code
 * ComposeProject shop = Compose.project("shop");
 * shop.ps().forEach(System.out::println);
 * String errors = shop.logs("web").tail(20).text();
 * shop.down().volumes().execute();
 * }</pre>
 *
 * <p>Most methods take names of services; without any they are about all services. A handle by name knows the services that
 * have containers, and ignores a name that has none, as docker compose does; a handle of files knows the services of the
 * files, and {@link io.dockerkit.InvalidOptionException} names those that exist if a name is wrong.
 *
 * <p>Closing a handle removes the project if {@code startScoped()} started it; else it does nothing.
 *
 * <p>Thread-safe. Two handles are equal if they stand for the same project of the same connection.
 */
@CheckReturnValue
public final class ComposeProject implements AutoCloseable {
    private final ProjectResources resources;
    private final @Nullable Compose files;
    private final @Nullable Runnable removal;

    private ComposeProject(
            ProjectResources resources, @Nullable Compose files, @Nullable Runnable removal) {
        this.resources = resources;
        this.files = files;
        this.removal = removal;
    }

    /** Returns the handle of a project by its name, or by what its files say. */
    static ComposeProject of(Docker docker, String name, @Nullable Project project) {
        return new ComposeProject(ProjectResources.of(docker, name, project), null, null);
    }

    /**
     * Returns the handle of a project whose files are read when something is first asked of it; {@code name} is its name, or
     * null if that is in the files.
     */
    static ComposeProject lazily(Docker docker, @Nullable String name, Supplier<Project> project) {
        return new ComposeProject(ProjectResources.lazily(docker, name, project), null, null);
    }

    /** Returns the same handle, whose {@link #close()} calls this; it must do nothing the second time. */
    ComposeProject closedBy(Runnable newRemoval) {
        return new ComposeProject(
                resources, files, Objects.requireNonNull(newRemoval, "newRemoval"));
    }

    /** Returns the same handle, which runs commands by these files; they must have the project's name. */
    ComposeProject withFiles(Compose compose) {
        return new ComposeProject(resources, Objects.requireNonNull(compose, "compose"), removal);
    }

    ProjectResources resources() {
        return resources;
    }

    /** Returns the names if each is a service of the files, or there are no files. */
    List<String> known(List<String> services) {
        return resources.known(Checks.elements("services", services));
    }

    private List<String> known(String... services) {
        return known(Checks.<String>elements("services", services));
    }

    /** Returns the project's name. */
    public String name() {
        return resources.name();
    }

    /** Returns the handle of the project of this name on another engine than the default one. */
    public ComposeProject on(Docker other) {
        return new ComposeProject(
                resources.on(Objects.requireNonNull(other, "other")),
                files == null ? null : files.on(other),
                removal);
    }

    /**
     * Returns the handle of a service. Sends no request.
     *
     * @throws io.dockerkit.InvalidOptionException if the files have no such service; the message lists those they have
     */
    public ComposeService service(String name) {
        return new ComposeService(
                this, known(Checks.text("service", "name", name)).get(0), resources);
    }

    /** Returns the services of the files, or those that have containers, sorted by name. */
    public List<ComposeService> services() {
        return resources.serviceNames().stream()
                .map(name -> new ComposeService(this, name, resources))
                .toList();
    }

    /** Returns the running containers, sorted by name: {@code docker compose ps}. */
    @CanIgnoreReturnValue
    public List<ComposeContainer> ps(String... services) {
        return ps(options -> options, services);
    }

    /** Returns containers, sorted by name: {@code project.ps(options -> options.all())}. */
    @CanIgnoreReturnValue
    public List<ComposeContainer> ps(UnaryOperator<ComposePsSpec> options, String... services) {
        ComposePsSpec spec = options.apply(ComposePsSpec.defaults());
        return Listed.of(resources, known(services), spec.isAll(), spec.isOrphans()).stream()
                .filter(listed -> spec.takes(listed.member().summary().state()))
                .map(ComposeContainer::new)
                .toList();
    }

    /** Returns the spec of the logs of all services, or of these, as one stream: {@code docker compose logs}. */
    public ComposeLogsSpec logs(String... services) {
        return ComposeLogsSpec.of(this, List.of(services));
    }

    /**
     * Returns the spec of the removal of containers and networks: {@code docker compose down}. With names of services, the
     * containers of these and of those that depend on them are removed, and the networks that nothing uses then.
     */
    public DownSpec down(String... services) {
        return DownSpec.of(this, List.of(services));
    }

    /**
     * Starts the stopped containers in the order of their dependencies: {@code docker compose start}. The services that the
     * named ones depend on are started, too. It waits for what {@code depends_on} asks for, health or completion, before the
     * services that depend on it.
     *
     * @throws io.dockerkit.NotFoundException if the project, or one of the services, has no containers
     * @throws io.dockerkit.NotReadyException if a dependency is unhealthy, or does not complete successfully
     */
    public void start(String... services) {
        new Lifecycle(resources).start(known(services));
    }

    /**
     * Stops the containers, dependents first: {@code docker compose stop}. The {@code pre_stop} hooks of the files run before.
     *
     * @throws io.dockerkit.ContainerExitException if a hook fails; its container keeps running
     */
    public void stop(String... services) {
        stop(options -> options, services);
    }

    /** Stops the containers with options: {@code project.stop(options -> options.timeout(Duration.ZERO), "web")}. */
    public void stop(UnaryOperator<ComposeStopSpec> options, String... services) {
        ComposeStopSpec spec = options.apply(ComposeStopSpec.defaults());
        new Lifecycle(resources).stop(known(services), spec.seconds());
    }

    /**
     * Restarts the containers, running or not, in the order of their dependencies: {@code docker compose restart}. Services
     * that depend on the named ones with {@code restart: true} are restarted, too.
     */
    public void restart(String... services) {
        restart(options -> options, services);
    }

    /** Restarts the containers with options: {@code project.restart(options -> options.noDeps(), "db")}. */
    public void restart(UnaryOperator<ComposeRestartSpec> options, String... services) {
        ComposeRestartSpec spec = options.apply(ComposeRestartSpec.defaults());
        new Lifecycle(resources).restart(known(services), spec.isNoDeps(), spec.seconds());
    }

    /** Kills the running containers, those of {@code run} included: {@code docker compose kill}. */
    public void kill(String... services) {
        kill(options -> options, services);
    }

    /** Sends the running containers a signal: {@code project.kill(options -> options.signal("HUP"), "web")}. */
    public void kill(UnaryOperator<ComposeKillSpec> options, String... services) {
        ComposeKillSpec spec = options.apply(ComposeKillSpec.defaults());
        new Lifecycle(resources).kill(known(services), spec.signal(), spec.isRemoveOrphans());
    }

    /** Pauses the running containers: {@code docker compose pause}. */
    public void pause(String... services) {
        new Lifecycle(resources).pause(known(services));
    }

    /** Resumes the paused containers: {@code docker compose unpause}. */
    public void unpause(String... services) {
        new Lifecycle(resources).unpause(known(services));
    }

    /**
     * Removes the containers that do not run: {@code docker compose rm --force}.
     *
     * @return the names of those that were removed
     */
    @CanIgnoreReturnValue
    public Removal remove(String... services) {
        return remove(options -> options, services);
    }

    /** Removes containers with options: {@code project.remove(options -> options.stop(), "job")}. */
    @CanIgnoreReturnValue
    public Removal remove(UnaryOperator<ComposeRemoveSpec> options, String... services) {
        ComposeRemoveSpec spec = options.apply(ComposeRemoveSpec.defaults());
        Lifecycle lifecycle = new Lifecycle(resources);
        List<String> known = known(services);
        if (spec.isStop()) {
            lifecycle.stop(known, "");
        }
        return lifecycle.remove(known, spec.isForce(), spec.isVolumes());
    }

    /**
     * Returns the spec of a command to run in the first running container of a service: {@code docker compose exec}. For
     * another container: {@code project.service("web").container(2).exec(…)}. The words are passed unchanged and are not split
     * at spaces.
     */
    public ExecSpec exec(String service, String... command) {
        return service(service).exec(command);
    }

    /**
     * Returns the spec of a command in a container of its own of a service: {@code docker compose run}. It is that of {@link
     * Compose#run}; the container does not belong to the scope of {@code startScoped()}, so let {@code rm()} remove it.
     *
     * @throws IllegalStateException if this is the handle of a project by its name: what a service is stands in the files
     */
    public ComposeRunSpec run(String service, String... command) {
        if (files == null) {
            throw new IllegalStateException(
                    "the files of "
                            + this
                            + " are not known, and run needs them: Compose.load(…).projectName(\""
                            + name()
                            + "\").run(\""
                            + service
                            + "\")");
        }
        return files.run(service, command);
    }

    /**
     * Returns the processes of the running containers by the containers' names, sorted: {@code docker compose top}.
     */
    public Map<String, Container.ProcessTable> top(String... services) {
        return new Lifecycle(resources).top(known(services));
    }

    /**
     * Returns the spec of what the running containers use: {@code docker compose stats}. {@code stats().execute()} takes one
     * sample of each, {@code stats().stream()} about one per second.
     */
    public ContainerStats.StatsSpec<List<ContainerStats>> stats() {
        return resources.running().stats();
    }

    /** Returns the images of the containers, running or not, sorted by the containers' names: {@code docker compose images}. */
    public List<ComposeImage> images(String... services) {
        return ProjectImages.of(resources, known(services)).stream()
                .map(
                        used ->
                                new ComposeImage(
                                        used.container(),
                                        used.repository(),
                                        used.tag(),
                                        used.details()))
                .toList();
    }

    /**
     * Returns the project's volumes, or those of them that running containers of these services mount: {@code docker compose
     * volumes}.
     */
    public List<Volume> volumes(String... services) {
        return ProjectVolumes.of(resources, known(services));
    }

    /**
     * Returns the spec of what happens to the containers of all services, or of these, in one stream: {@code docker compose
     * events}. Those of {@code run} are left out. {@link EventsSpec#toCommandLine()} has no filter of several services.
     */
    public EventsSpec events(String... services) {
        return ProjectEvents.of(resources, known(services));
    }

    /**
     * Waits until the containers have exited, and returns their exit codes by their names, sorted: {@code docker compose wait}.
     * Unlike with the CLI, one that has exited before counts, too; one that was never started does not.
     *
     * @throws io.dockerkit.NotFoundException if there is no such container
     */
    @CanIgnoreReturnValue
    public Map<String, Integer> awaitExit(String... services) {
        return awaitExit(options -> options, services);
    }

    /**
     * Waits with options: {@code project.awaitExit(options -> options.downProject(), "job")}.
     *
     * @throws io.dockerkit.DockerTimeoutException if the time-out of the options passes first
     */
    @CanIgnoreReturnValue
    public Map<String, Integer> awaitExit(
            UnaryOperator<ComposeWaitSpec> options, String... services) {
        ComposeWaitSpec spec = options.apply(ComposeWaitSpec.defaults());
        Map<String, Integer> exits = Exits.await(resources, known(services), spec.timeout());
        if (spec.isDownProject()) {
            down().removeOrphans().execute();
        }
        return exits;
    }

    /**
     * Removes the project if {@code startScoped()} started it, and does nothing otherwise, nor the second time.
     *
     * @throws io.dockerkit.DockerException if something could not be removed
     */
    @Override
    public void close() {
        if (removal != null) {
            removal.run();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComposeProject that && resources.equals(that.resources);
    }

    @Override
    public int hashCode() {
        return resources.hashCode();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "project " + resources;
    }
}
