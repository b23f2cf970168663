package io.dockerkit;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.ScopeBackend;
import io.dockerkit.volume.VolumeCommands;

/**
 * What must not outlive its owner: the containers, networks and volumes that are made through a scope are removed when it
 * is closed, and at the latest with this program, however that ends.
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
 * <p>It offers the nouns of its connection. What is <i>made</i> through them belongs to the scope: by {@code start()},
 * {@code create()}, {@code execute()} and {@code attach()}, the command line of the spec being the same. Lists, queries and
 * {@code get} see all that the engine has, and a volume that was there before {@code create} stays. So does a named volume
 * that the engine makes by the way, for {@code volume("data", "/www")} without a {@code create}; anonymous volumes go with
 * their container. For one container alone there is {@code startScoped()}.
 *
 * <p><b>How.</b> All that is made through a scope carries labels, {@code io.dockerkit.scope} with the scope's id, and
 * {@code io.dockerkit.scope.owner}, {@code .host}, {@code .user}, {@code .pid}, {@code .start}, which tell the process that
 * owns it. They are part of the request for its creation, so that it can be found though the engine's answer was lost. It
 * is removed, containers by force:
 *
 * <ul>
 *   <li>by {@link #close()}, or the closing of its connection;
 *   <li>at the end of the program, by return, exception, {@code System.exit} or a signal such as SIGTERM, by a shutdown
 *       hook;
 *   <li>when the program is killed (SIGKILL, a crash, {@code Runtime.halt}), by a watchdog: a small Java process, started
 *       with the first scope, that waits for the end of a pipe from this one, then asks the engine what carries the
 *       owner's label;
 *   <li>if the watchdog was killed as well, by the next program of the same user on the same host that opens a scope on
 *       that engine. What belongs to a process that lives, to another host, another boot or another user is never touched.
 * </ul>
 *
 * <p>No container helps, and no socket is mounted. Docker has no such thing as a scope; {@code docker ps -a --filter
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
     * Opens a scope on the default connection; {@link Docker#openScope()} is for another one. The engine is not asked.
     *
     * @throws IllegalStateException if the program is ending
     */
    public static Scope open() {
        return Docker.shared().openScope();
    }

    /** Returns the value of the label {@code io.dockerkit.scope} on all that is made through it. */
    public String id() {
        return backend.id();
    }

    /** Returns the {@code docker container} commands; what they make belongs to the scope. */
    public ContainerCommands containers() {
        return new ContainerCommands(backend.containers());
    }

    /** Returns the {@code docker network} commands; what they make belongs to the scope. */
    public NetworkCommands networks() {
        return new NetworkCommands(backend.networks());
    }

    /** Returns the {@code docker volume} commands; what they make belongs to the scope. */
    public VolumeCommands volumes() {
        return new VolumeCommands(backend.volumes());
    }

    /**
     * Removes the containers with their anonymous volumes, running or not, then the networks, then the volumes; also on an
     * interrupted thread, which stays interrupted. What is gone already counts as removed, and a failure stops nothing: the
     * first is thrown, with the others suppressed. Does nothing more when all went; otherwise it may be called again, and
     * the end of the program removes what is left. Making something through a closed scope throws
     * {@link IllegalStateException}.
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
     * the program can still use it. {@link #close()} removes it at once, as ever. Where no watchdog runs, the shutdown hook
     * removes it.
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
