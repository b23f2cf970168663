package io.dockerkit;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import io.dockerkit.volume.VolumeCommands;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Docker engine. The static facades {@link Containers}, {@link Images}, {@link Networks},
 * {@link Volumes} and {@link Engine} use the default one; open one yourself for another engine.
 *
 * <pre>{@code
 * try (Docker docker = Docker.connect("tcp://build-host:2375")) {
 *     docker.containers().run("ubuntu").command("uname", "-a").execute();
 * }
 * }</pre>
 *
 * <p>Opening asks the engine nothing; the first call finds out whether it is there. Closing ends the calls that go on and
 * lets go of all connections; containers go on.
 *
 * <p>A call that the engine keeps waiting ends with {@link DockerTimeoutException}, see {@link #withTimeout}. An interrupt
 * ends any call at once with {@link DockerInterruptedException}, the flag set. Closing ends any call in another thread with
 * {@link DockerUnavailableException}; one that is begun later is an {@link IllegalStateException}.
 *
 * <p>Each call and each open stream uses one connection to the engine for as long as it goes on, so that there are as many
 * as calls and streams at a time; up to 16 are kept to be used again.
 *
 * <p>Thread-safe.
 */
public final class Docker implements AutoCloseable {
    /** Opened at the first use of a static facade. */
    private static volatile @Nullable Docker shared;

    private final DockerBackend backend;

    private Docker(DockerBackend backend) {
        this.backend = backend;
    }

    /**
     * Opens a connection to the engine that the environment names, in the CLI's order: {@code DOCKER_HOST}, {@code
     * DOCKER_CONTEXT}, the current context of the docker configuration, the default socket.
     *
     * @throws DockerUnavailableException if a context is named that does not exist
     */
    public static Docker connect() {
        return new Docker(provider().connect(null));
    }

    /**
     * Opens a connection to the engine at this address.
     *
     * @param host {@code unix:///path} or {@code tcp://host:port}, as {@code DOCKER_HOST} takes it
     * @throws InvalidOptionException if the address has another form
     */
    public static Docker connect(String host) {
        return new Docker(provider().connect(Objects.requireNonNull(host, "host")));
    }

    /** Looks at every place where an engine may be, and reports what each answered and what to do. Never throws. */
    public static Diagnosis diagnose() {
        return provider().diagnose();
    }

    /** Returns the default connection, opened at the first use and kept until the program ends. */
    static Docker shared() {
        Docker known = shared;
        if (known != null) {
            return known;
        }
        synchronized (Docker.class) {
            known = shared;
            if (known == null) {
                // not in a static initialiser, which would fail for good when a context is missing
                // once
                known = connect();
                shared = known;
            }
            return known;
        }
    }

    private static DockerProvider provider() {
        return Provider.INSTANCE;
    }

    /** Returns the engine's address. */
    public String host() {
        return backend.host();
    }

    /** Returns the {@code docker container} commands. */
    public ContainerCommands containers() {
        return new ContainerCommands(backend.containers());
    }

    /** Returns the {@code docker image} commands. */
    public ImageCommands images() {
        return new ImageCommands(backend.images());
    }

    /** Returns the {@code docker network} commands. */
    public NetworkCommands networks() {
        return new NetworkCommands(backend.networks());
    }

    /** Returns the {@code docker volume} commands. */
    public VolumeCommands volumes() {
        return new VolumeCommands(backend.volumes());
    }

    /** Returns the commands about the engine itself. */
    public EngineCommands engine() {
        return new EngineCommands(backend.engine());
    }

    /**
     * Returns the same connection with another deadline for each call that is begun with it, and with the handles that it
     * gives: how long the engine may keep a call waiting. One call alone is bounded so too:
     *
     * <pre>{@code
     * docker.withTimeout(Duration.ofSeconds(5)).containers().list();
     * }</pre>
     *
     * <p>Without it, an answer that only asks has to be complete within a minute, one that changes something within ten
     * minutes; what flows (logs, files, archives) may pause as long, and pulls and pushes ten minutes; builds, loads and
     * saves an hour. A stop has its grace period on top. What lasts as long as a process or a caller wants has no end of
     * its own: runs, exec, sessions and waits, followed logs, events and statistics have to begin within the deadline, and
     * then go on; their own time-outs end them: {@code timeout(…)}, {@code awaitExit(Duration)}, {@code close()}.
     *
     * <p>After a {@link DockerTimeoutException} the connection goes on to work. It is the same connection: closing the one
     * closes the other.
     *
     * @param limit how long the engine may keep a call waiting
     * @throws InvalidOptionException if it is not positive
     */
    public Docker withTimeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new InvalidOptionException(
                    "timeout", limit.toString(), "the time must be positive");
        }
        return new Docker(backend.withTimeout(limit));
    }

    /**
     * Returns an object of the implementation over the same connection, for what DockerKit does not offer. The usual
     * implementation has docker-java's {@code com.github.dockerjava.api.DockerClient}, which speaks over DockerKit's
     * transport; close the {@code Docker}, not the object.
     *
     * @throws IllegalArgumentException if the implementation has no such object
     */
    public <T> T unwrap(Class<T> type) {
        return backend.unwrap(type)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "this implementation of DockerKit has no "
                                                + type.getName()
                                                + " to give"));
    }

    /** Ends the calls that go on, in whatever thread, and lets go of all connections. Does nothing the second time. */
    @Override
    public void close() {
        backend.close();
    }

    /** Returns the engine's address. */
    @Override
    public String toString() {
        return "Docker at " + host();
    }

    /** Looked up once. */
    private static final class Provider {
        static final DockerProvider INSTANCE = load();

        private static DockerProvider load() {
            DockerProvider found =
                    first(
                            ServiceLoader.load(
                                    DockerProvider.class, DockerProvider.class.getClassLoader()));
            if (found == null) {
                found = first(ServiceLoader.load(DockerProvider.class));
            }
            if (found == null) {
                throw new IllegalStateException(
                        "no implementation of DockerKit on the class path:"
                                + " add the dependency io.dockerkit:dockerkit-impl");
            }
            return found;
        }

        private static @Nullable DockerProvider first(ServiceLoader<DockerProvider> loader) {
            Iterator<DockerProvider> providers = loader.iterator();
            return providers.hasNext() ? providers.next() : null;
        }
    }
}
