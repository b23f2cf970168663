package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker compose up --detach}: creates and starts what the files describe. What exists already and is the same stays as
 * it is; what has changed is replaced. No file is read and no request is sent until a terminal operation: {@link #execute()} or
 * {@link #startScoped()}.
 *
 * <pre>{@code
 * ComposeProject shop = Compose.load(Path.of("compose.yaml")).up().waitHealthy(Duration.ofMinutes(2)).execute();
 * }</pre>
 *
 * <p>In this order: images are pulled and built, networks and volumes are created, containers are created, and they are started,
 * each service after those that it depends on. docker compose of version 2.40.3 would create the same, and finds it as its own.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class UpSpec extends FileCommand<UpSpec> implements FlagOptions<UpSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker compose up",
                            List.of(
                                    Flag.toggle(
                                            "always-recreate-deps",
                                            "Replace the containers of services that they depend on"),
                                    BUILD,
                                    Flag.toggle("detach", "Leave the containers running")
                                            .shorthand('d'),
                                    Flag.toggle("force-recreate", "Replace all containers"),
                                    NO_BUILD,
                                    NO_DEPS,
                                    Flag.toggle("no-recreate", "Replace no container"),
                                    Flag.toggle("no-start", "Start nothing"),
                                    PULL,
                                    QUIET_PULL,
                                    REMOVE_ORPHANS,
                                    Flag.toggle(
                                                    "renew-anon-volumes",
                                                    "Begin with new anonymous volumes")
                                            .shorthand('V'),
                                    SCALE,
                                    TIMEOUT,
                                    Flag.toggle("wait", "Wait until services run or are healthy"),
                                    Flag.one("wait-timeout", "seconds", "Longest time of the wait")
                                            .checked(Numbers::check),
                                    Flag.toggle("yes", "Replace volumes that have changed")
                                            .shorthand('y')))
                    .flagsAnywhere();

    private final PublishedPorts ports;

    private UpSpec(
            Compose compose,
            CommandLine line,
            Consumer<? super ComposeProgress> progress,
            PublishedPorts ports) {
        super(compose, line, progress);
        this.ports = ports;
    }

    static UpSpec of(Compose compose, List<String> services) {
        return new UpSpec(compose, line(TABLE, services), event -> {}, PublishedPorts.AS_WRITTEN);
    }

    @Override
    protected UpSpec with(CommandLine next) {
        return new UpSpec(compose(), next, progress(), ports);
    }

    @Override
    protected Object besides() {
        return List.of(compose(), ports);
    }

    /** Waits until all services run, and those with a health check are healthy: {@code --wait}. */
    public UpSpec waitHealthy() {
        return flag("wait", "true");
    }

    /**
     * Waits until all services run, and those with a health check are healthy, but not longer than the time-out, in whole
     * seconds, rounded up: {@code --wait --wait-timeout}. The wait for dependencies counts, too.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public UpSpec waitHealthy(Duration limit) {
        Checks.positive("--wait-timeout", Objects.requireNonNull(limit, "limit"));
        return waitHealthy().flag("wait-timeout", seconds("wait-timeout", limit));
    }

    /** Builds the image of each service that has a {@code build}, even if the engine has it: {@code --build}. */
    public UpSpec build() {
        return flag("build", "true");
    }

    /** Builds no image, even if it is missing: {@code --no-build}. */
    public UpSpec noBuild() {
        return flag("no-build", "true");
    }

    /**
     * Sets when images are pulled, instead of each service's {@code pull_policy}: {@code --pull}.
     *
     * @param policy {@code always}, {@code missing}, {@code never} or {@code build}
     * @throws InvalidOptionException if it is none of them
     */
    public UpSpec pull(String policy) {
        return flag("pull", Checks.text("--pull", "policy", policy));
    }

    /** Does not report the progress of pulls: {@code --quiet-pull}. */
    public UpSpec quietPull() {
        return flag("quiet-pull", "true");
    }

    /** Replaces all containers, even if nothing has changed: {@code --force-recreate}. */
    public UpSpec forceRecreate() {
        return flag("force-recreate", "true");
    }

    /** Replaces no container, even if its configuration has changed: {@code --no-recreate}. */
    public UpSpec noRecreate() {
        return flag("no-recreate", "true");
    }

    /** Replaces the containers of services that the given ones depend on, even if nothing has changed: {@code --always-recreate-deps}. */
    public UpSpec alwaysRecreateDeps() {
        return flag("always-recreate-deps", "true");
    }

    /**
     * Replaces all containers, and gives them new anonymous volumes instead of those of the containers before: {@code
     * --renew-anon-volumes}.
     */
    public UpSpec renewAnonVolumes() {
        return flag("renew-anon-volumes", "true");
    }

    /** Removes containers of services that the files do not name; without it there is only a warning: {@code --remove-orphans}. */
    public UpSpec removeOrphans() {
        return flag("remove-orphans", "true");
    }

    /** Leaves the services that the given ones depend on alone: {@code --no-deps}. */
    public UpSpec noDeps() {
        return flag("no-deps", "true");
    }

    /** Creates the containers, and starts none: {@code --no-start}. */
    public UpSpec noStart() {
        return flag("no-start", "true");
    }

    /**
     * Sets how many containers a service has: {@code --scale service=number}.
     *
     * @throws InvalidOptionException if the number is negative
     */
    public UpSpec scale(String service, int number) {
        return flag("scale", scaling(service, number));
    }

    /**
     * Sets how long a container that is replaced has to end before it is killed, in whole seconds, rounded up, instead of its
     * own stop time-out: {@code --timeout}.
     *
     * @throws InvalidOptionException if the time is negative or longer than 876000 h
     */
    public UpSpec timeout(Duration limit) {
        return flag("timeout", seconds("timeout", limit));
    }

    /** Replaces volumes whose configuration has changed; <b>their data is lost</b>: {@code --yes}. */
    public UpSpec yes() {
        return flag("yes", "true");
    }

    /**
     * Sets which ports of the engine's host are used. With {@link PublishedPorts#RANDOM} two projects with the same files can
     * run at the same time. Not a flag of the CLI.
     */
    public UpSpec ports(PublishedPorts which) {
        return new UpSpec(compose(), line(), progress(), Objects.requireNonNull(which, "which"));
    }

    /** Reports what happens, from several threads at the same time. Not a flag of the CLI. */
    public UpSpec onProgress(Consumer<? super ComposeProgress> consumer) {
        return new UpSpec(compose(), line(), Objects.requireNonNull(consumer, "consumer"), ports);
    }

    /**
     * Brings the project up, and returns its handle when the containers are started; with {@link #waitHealthy()}, when they
     * are healthy. After a failure what was created stays, as with the CLI.
     *
     * @throws InvalidOptionException if a file is wrong, there is no such service, or options exclude each other; nothing is
     *     changed then
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     * @throws io.dockerkit.ImageNotFoundException if an image cannot be pulled
     * @throws io.dockerkit.BuildException if an image cannot be built
     * @throws io.dockerkit.PortInUseException if a port that a service publishes is taken
     * @throws io.dockerkit.ContainerExitException if a {@code post_start} hook fails
     * @throws io.dockerkit.NotReadyException if a container ends or is unhealthy while it is waited for; the message has the
     *     end of its logs
     */
    @CanIgnoreReturnValue
    public ComposeProject execute() {
        return Bringing.up(this, ports, true);
    }

    /**
     * Brings the project up as {@link #execute()} does, and returns a handle whose {@link ComposeProject#close()} removes the
     * containers, the networks and the volumes that were created. They are removed at the latest when this program ends, in
     * whatever way, SIGKILL included; see {@link io.dockerkit.Scope}. After a failure they are removed at once.
     *
     * <p>The project has a name of its own, such as {@code shop-3fa9c1d0}, so that several programs can use the same files at
     * the same time, unless {@link Compose#projectName} sets one. Images that are built under such a name are removed by {@link
     * ComposeProject#close()}, too; if the program is killed, they stay.
     *
     * @throws io.dockerkit.DockerException as {@link #execute()} does
     */
    public ComposeProject startScoped() {
        return Bringing.scoped(this, ports);
    }
}
