package io.dockerkit;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.Login;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import io.dockerkit.volume.VolumeCommands;
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

    /**
     * Logs in at a registry, through the engine, and keeps the login where the CLI does, for pulls, pushes and builds of
     * DockerKit and of the CLI: {@code docker login --username NAME --password-stdin SERVER}. It is with the helper that {@code
     * credHelpers} or {@code credsStore} of config.json names, else in config.json itself, not encrypted.
     *
     * <pre>{@code
     * Login login = Docker.login("registry.example.com:5000", Credentials.of("me", System.getenv("TOKEN")));
     * }</pre>
     *
     * <p>On another connection than the default one it is {@code docker.engine().login(…)}.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws InvalidOptionException if the server has another form
     * @throws AuthenticationRequiredException if the registry refuses the login; nothing is kept then
     * @throws DockerException if config.json cannot be read, before the registry is asked, or the login cannot be kept
     */
    public static Login login(String server, Credentials credentials) {
        return shared().engine().login(server, credentials);
    }

    /**
     * Forgets a login: {@code docker logout SERVER}. No registry is asked.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @return whether there was one
     * @throws DockerException if the helper fails, or config.json cannot be read or written; then it is as it was
     */
    public static boolean logout(String server) {
        return shared().engine().logout(server);
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

    /** Ends the calls that go on and lets go of all connections. Does nothing the second time. */
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
