package io.dockerkit.swarm;

import io.dockerkit.HostContext;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.container.flags.ServiceFlags;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.spi.ServiceBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker service} commands on one connection: what {@code Services} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class ServiceCommands {
    private final ServiceBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.services()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public ServiceCommands(ServiceBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Returns the spec of a new service whose containers are as those of a run: {@code docker service create --name NAME …}. What
     * only containers have is refused.
     *
     * <pre>{@code
     * Service api = Services.create("api", Containers.run("nginx").detached().port(8080, 80)).replicas(3).start();
     * }</pre>
     *
     * @throws io.dockerkit.InvalidOptionException if the run has an option that services do not have; the message names it
     */
    @CheckReturnValue
    public ServiceSpec create(String name, DetachedSpec run) {
        return ServiceSpec.of(
                backend,
                RunAsService.line(
                        Checks.text("service name", "name", name),
                        Objects.requireNonNull(run, "run")));
    }

    /** Returns the spec of a new service of this image: {@code docker service create --name NAME IMAGE}. */
    @CheckReturnValue
    public ServiceSpec create(String name, String image) {
        return ServiceSpec.of(
                backend,
                CommandLine.of(ServiceFlags.TABLE, List.of(Checks.text("image", "image", image)))
                        .with("name", Checks.text("service name", "name", name)));
    }

    /**
     * Reads a command line, {@code docker service create …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public ServiceSpec parse(String commandLine) {
        return ServiceSpec.of(backend, CommandLine.parse(commandLine, ServiceFlags.TABLE));
    }

    /** Reads the words of a command line, {@code docker service create …}. */
    @CheckReturnValue
    public ServiceSpec parse(List<String> words) {
        return ServiceSpec.of(backend, CommandLine.parse(words, ServiceFlags.TABLE));
    }

    /** Reads the words of a command line, {@code docker service create …}, typed in the given place. */
    @CheckReturnValue
    public ServiceSpec parse(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return ServiceSpec.of(backend, CommandLine.parse(words, ServiceFlags.TABLE).typedIn(host));
    }

    /** Reads a command line, {@code docker service update …}. */
    @CheckReturnValue
    public ServiceUpdateSpec parseUpdate(String commandLine) {
        return ServiceUpdateSpec.of(backend, CommandLine.parse(commandLine, ServiceFlags.UPDATE));
    }

    /** Reads the words of a command line, {@code docker service update …}. */
    @CheckReturnValue
    public ServiceUpdateSpec parseUpdate(List<String> words) {
        return ServiceUpdateSpec.of(backend, CommandLine.parse(words, ServiceFlags.UPDATE));
    }

    /** Reads the words of a command line, {@code docker service update …}, typed in the given place. */
    @CheckReturnValue
    public ServiceUpdateSpec parseUpdate(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return ServiceUpdateSpec.of(
                backend, CommandLine.parse(words, ServiceFlags.UPDATE).typedIn(host));
    }

    /**
     * Returns the spec with which services get other numbers of tasks: {@code docker service scale NAME=NUMBER …}.
     *
     * @param replicas 0 ends all tasks
     * @throws io.dockerkit.InvalidOptionException if the number is negative
     */
    @CheckReturnValue
    public ServiceScaleSpec scale(String service, int replicas) {
        return ServiceScaleSpec.of(backend, service, replicas);
    }

    /** Reads a command line, {@code docker service scale …}. */
    @CheckReturnValue
    public ServiceScaleSpec parseScale(String commandLine) {
        return ServiceScaleSpec.of(backend, CommandLine.parse(commandLine, ServiceScaleSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker service scale …}. */
    @CheckReturnValue
    public ServiceScaleSpec parseScale(List<String> words) {
        return ServiceScaleSpec.of(backend, CommandLine.parse(words, ServiceScaleSpec.TABLE));
    }

    /** Returns all services: {@code docker service ls}. */
    public List<Service> list() {
        return query().list();
    }

    /** Returns a query with filters: {@code docker service ls …}. */
    @CheckReturnValue
    public ServiceQuery query() {
        return ServiceQuery.of(backend);
    }

    /**
     * Returns the service with this id or name, or whose id begins so: {@code docker service inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public Service get(String idOrName) {
        return backend.get(Checks.text("service", "idOrName", idOrName));
    }

    /** Returns the service with this id or name, or whose id begins so; empty if there is none. */
    public Optional<Service> find(String idOrName) {
        try {
            return Optional.of(get(idOrName));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** Returns a query of the tasks of all services. The CLI has {@code docker service ps} and {@code docker node ps} for it. */
    @CheckReturnValue
    public TaskQuery queryTasks() {
        return TaskQuery.of(backend, "");
    }

    /**
     * Returns the task with this id, or whose id begins so.
     *
     * @throws NotFoundException if there is none
     */
    public Task task(String id) {
        return backend.task(Checks.text("task", "id", id));
    }
}
