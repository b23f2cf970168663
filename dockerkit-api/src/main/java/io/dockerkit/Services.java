package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceQuery;
import io.dockerkit.swarm.ServiceScaleSpec;
import io.dockerkit.swarm.ServiceSpec;
import io.dockerkit.swarm.ServiceUpdateSpec;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker service} commands on the default connection. They need an engine that is a manager of a swarm.
 *
 * <p>Thread-safe.
 */
public final class Services {
    private Services() {}

    /**
     * Returns the spec of a new service whose containers are as those of a run: {@code docker service create --name NAME …}. What
     * only containers have is refused.
     *
     * <pre>{@code
     * Service api = Services.create("api", Containers.run("nginx").detached().port(8080, 80)).replicas(3).start();
     * }</pre>
     *
     * @throws InvalidOptionException if the run has an option that services do not have; the message names it
     */
    @CheckReturnValue
    public static ServiceSpec create(String name, DetachedSpec run) {
        return Docker.deferred().services().create(name, run);
    }

    /** Returns the spec of a new service of this image: {@code docker service create --name NAME IMAGE}. */
    @CheckReturnValue
    public static ServiceSpec create(String name, String image) {
        return Docker.deferred().services().create(name, image);
    }

    /**
     * Reads a command line, {@code docker service create …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static ServiceSpec parse(String commandLine) {
        return Docker.deferred().services().parse(commandLine);
    }

    /** Reads the words of a command line, {@code docker service create …}. */
    @CheckReturnValue
    public static ServiceSpec parse(List<String> words) {
        return Docker.deferred().services().parse(words);
    }

    /** Reads the words of a command line, {@code docker service create …}, typed in the given place. */
    @CheckReturnValue
    public static ServiceSpec parse(List<String> words, HostContext host) {
        return Docker.deferred().services().parse(words, host);
    }

    /** Reads a command line, {@code docker service update …}. */
    @CheckReturnValue
    public static ServiceUpdateSpec parseUpdate(String commandLine) {
        return Docker.deferred().services().parseUpdate(commandLine);
    }

    /** Reads the words of a command line, {@code docker service update …}. */
    @CheckReturnValue
    public static ServiceUpdateSpec parseUpdate(List<String> words) {
        return Docker.deferred().services().parseUpdate(words);
    }

    /** Reads the words of a command line, {@code docker service update …}, typed in the given place. */
    @CheckReturnValue
    public static ServiceUpdateSpec parseUpdate(List<String> words, HostContext host) {
        return Docker.deferred().services().parseUpdate(words, host);
    }

    /**
     * Returns the spec with which services get other numbers of tasks: {@code docker service scale NAME=NUMBER …}.
     *
     * @param replicas 0 ends all tasks
     * @throws InvalidOptionException if the number is negative
     */
    @CheckReturnValue
    public static ServiceScaleSpec scale(String service, int replicas) {
        return Docker.deferred().services().scale(service, replicas);
    }

    /** Reads a command line, {@code docker service scale …}. */
    @CheckReturnValue
    public static ServiceScaleSpec parseScale(String commandLine) {
        return Docker.deferred().services().parseScale(commandLine);
    }

    /** Reads the words of a command line, {@code docker service scale …}. */
    @CheckReturnValue
    public static ServiceScaleSpec parseScale(List<String> words) {
        return Docker.deferred().services().parseScale(words);
    }

    /** Returns all services: {@code docker service ls}. */
    public static List<Service> list() {
        return Docker.deferred().services().list();
    }

    /** Returns a query with filters: {@code docker service ls …}. */
    @CheckReturnValue
    public static ServiceQuery query() {
        return Docker.deferred().services().query();
    }

    /**
     * Returns the service with this id or name, or whose id begins so: {@code docker service inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public static Service get(String idOrName) {
        return Docker.deferred().services().get(idOrName);
    }

    /** Returns the service with this id or name, or whose id begins so; empty if there is none. */
    public static Optional<Service> find(String idOrName) {
        return Docker.deferred().services().find(idOrName);
    }
}
