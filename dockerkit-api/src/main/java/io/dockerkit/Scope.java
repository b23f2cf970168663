package io.dockerkit;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.ScopeBackend;
import io.dockerkit.swarm.ConfigCommands;
import io.dockerkit.swarm.SecretCommands;
import io.dockerkit.swarm.ServiceCommands;
import io.dockerkit.volume.VolumeCommands;

/**
 * Automatic clean-up: the containers, networks and volumes that are created through a scope, and the services, secrets and
 * configs of a swarm, are removed when it is closed, and at the latest when this program ends, in whatever way.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Network backend = scope.networks().create("backend").execute();
 *     scope.volumes().create("data").execute();
 *     Container db = scope.containers().run("postgres:16").env("POSTGRES_PASSWORD", "x").detached()
 *             .network("backend").volume("data", "/var/lib/postgresql/data").start();
 * }
 * }</pre>
 *
 * <p>A scope offers the commands of its connection. What {@code start()}, {@code create()}, {@code execute()} and
 * {@code attach()} create belongs to the scope; the command line of a spec stays the same. Lists, queries and {@code get}
 * see everything on the engine. A volume that existed before {@code create} stays. So does a named volume that
 * the engine creates itself, for {@code volume("data", "/www")} without a {@code create}; anonymous volumes are removed
 * with their container. For a single container there is {@code startScoped()}.
 *
 * <p><b>How.</b> Everything that is created through a scope has labels, {@code io.dockerkit.scope} with the scope's id, and
 * {@code io.dockerkit.scope.owner}, {@code .host}, {@code .user}, {@code .pid}, {@code .start}, which name the process that
 * owns it. They are part of the create request, so it can be found even if the engine's response was lost. It is removed,
 * containers by force:
 *
 * <ul>
 *   <li>by {@link #close()}, or when its connection is closed;
 *   <li>at the end of the program, by return, exception, {@code System.exit} or a signal such as SIGTERM, by a shutdown
 *       hook;
 *   <li>when the program is killed (SIGKILL, a crash, {@code Runtime.halt}), by a watchdog: a small Java process, started
 *       with the first scope, that waits for the end of a pipe from this program, then removes what has the owner's label;
 *   <li>if the watchdog was killed too, by the next program of the same user on the same host that opens a scope on
 *       that engine. What belongs to a running process, to another host, another boot or another user is never modified.
 * </ul>
 *
 * <p>It needs no helper container and mounts no socket. Docker itself has no scopes; {@code docker ps -a --filter
 * label=io.dockerkit.scope=ID} lists the containers of one.
 *
 * <p>Thread-safe.
 */
public final class Scope implements AutoCloseable {
    private final ScopeBackend backend;

    Scope(ScopeBackend backend) {
        this.backend = backend;
    }

    /**
     * Opens a scope on the default connection; {@link Docker#openScope()} is for another one. Sends no request.
     *
     * @throws IllegalStateException if the program is ending
     */
    public static Scope open() {
        return Docker.shared().openScope();
    }

    /** Returns the value of the label {@code io.dockerkit.scope} on everything that is created through it. */
    public String id() {
        return backend.id();
    }

    /** Returns the {@code docker container} commands; what they create belongs to the scope. */
    public ContainerCommands containers() {
        return new ContainerCommands(backend.containers());
    }

    /** Returns the {@code docker network} commands; what they create belongs to the scope. */
    public NetworkCommands networks() {
        return new NetworkCommands(backend.networks());
    }

    /** Returns the {@code docker volume} commands; what they create belongs to the scope. */
    public VolumeCommands volumes() {
        return new VolumeCommands(backend.volumes());
    }

    /** Returns the {@code docker service} commands; what they create belongs to the scope. */
    public ServiceCommands services() {
        return new ServiceCommands(backend.services());
    }

    /** Returns the {@code docker secret} commands; what they create belongs to the scope. */
    public SecretCommands secrets() {
        return new SecretCommands(backend.secrets());
    }

    /** Returns the {@code docker config} commands; what they create belongs to the scope. */
    public ConfigCommands configs() {
        return new ConfigCommands(backend.configs());
    }

    /**
     * Removes the containers with their anonymous volumes, running or not, then the networks, then the volumes; also on an
     * interrupted thread, which stays interrupted. What no longer exists counts as removed. After a failure the removal
     * continues with the rest, then the first failure is thrown with the others suppressed. In this case it may be called
     * again, and the end of the program removes what is left; otherwise a second call has no effect. Creating something
     * through a closed scope throws {@link IllegalStateException}.
     *
     * @throws DockerException if something could not be removed: a network or a volume that a container from outside uses
     *     ({@link InUseException}), or an engine that does not answer ({@link DockerUnavailableException})
     */
    @Override
    public void close() {
        backend.close();
    }

    /**
     * Leaves the removal of what is in this scope to the watchdog, after this program has ended, so that shutdown hooks of
     * the program can still use it. {@link #close()} still removes it immediately. If no watchdog is running, the shutdown
     * hook removes it.
     */
    public void removeAfterExit() {
        backend.removeAfterExit();
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return "scope " + id();
    }
}
