package io.dockerkit;

import io.dockerkit.cli.Checks;
import io.dockerkit.container.ContainerBackend;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.EngineBackend;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.Login;
import io.dockerkit.image.ImageBackend;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.network.NetworkBackend;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import io.dockerkit.spi.ScopeBackend;
import io.dockerkit.volume.VolumeBackend;
import io.dockerkit.volume.VolumeCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Docker engine. The static facades {@link Containers}, {@link Images}, {@link Networks},
 * {@link Volumes} and {@link Engine} use the default one; open one yourself for another engine.
 *
 * <pre>{@code
 * try (Docker docker = Docker.connect("ssh://me@build-host")) {
 *     docker.containers().run("ubuntu").command("uname", "-a").execute();
 * }
 * }</pre>
 *
 * <p>Opening asks the engine nothing; the first call finds out whether it is there. Closing ends the calls that go on and
 * lets go of all connections; containers go on, but for those of scopes, which are closed first.
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

    private static final Docker DEFERRED = new Docker(new Deferred());

    private final DockerBackend backend;

    private Docker(DockerBackend backend) {
        this.backend = backend;
    }

    /**
     * Opens a connection to the engine that the environment names, in the CLI's order: {@code DOCKER_HOST}, {@code
     * DOCKER_CONTEXT}, the current context of the docker configuration, the default socket. Where none of these names one
     * and there is no default socket, it is the first of these that somebody listens on: the sockets of a rootless engine,
     * Docker Desktop, Colima, OrbStack, Rancher Desktop, podman; {@link #toString()} and {@link #diagnose()} say so.
     *
     * <p>Where there is none of these either, each call looks again, so that a program may be older than its engine.
     *
     * @throws IllegalStateException if the implementation of DockerKit is not on the class path; it is looked for again
     *     next time
     * @throws DockerUnavailableException if a context is named that does not exist
     * @throws InvalidOptionException if {@code DOCKER_HOST} or {@code DOCKER_API_VERSION} has another form than docker's, or
     *     the variable that counts for the engine, {@code HTTP_PROXY} or {@code HTTPS_PROXY}, names no HTTP proxy
     */
    public static Docker connect() {
        return new Docker(provider().connect(null));
    }

    /**
     * Opens a connection to the engine at this address.
     *
     * <p>{@code ssh://[user@]host[:port][/path]} goes over the system's own {@code ssh} and {@code docker system
     * dial-stdio} there, as with the CLI: keys, agent, known hosts and configuration are ssh's business, {@code host} may
     * be an alias of {@code ~/.ssh/config}, the docker command must be installed there, and {@code path} is the engine's
     * socket there if it is not where the docker command there looks. Nobody is asked for a password. Each call at the
     * same time is an ssh process, kept for the next call for up to a minute; none outlives the connection.
     *
     * <p>{@code tcp://} goes through the HTTP proxy that {@code HTTPS_PROXY} (with TLS) or {@code HTTP_PROXY} (without)
     * names, unless {@code NO_PROXY} lists the host or it is this machine, as with the CLI. Without TLS, attach, exec and
     * foreground runs connect directly, since HTTP proxies do not hand over a connection; with TLS they use the proxy, too.
     * {@code https://} and {@code socks5://} proxies are refused. {@code proxies} in config.json is for containers and
     * builds, not for this connection.
     *
     * @param host {@code unix:///path}, {@code tcp://host:port} or {@code ssh://user@host}, as {@code DOCKER_HOST} takes it;
     *     tcp is with TLS where {@code DOCKER_TLS_VERIFY} or {@code DOCKER_TLS} asks for it, with the files in
     *     {@code DOCKER_CERT_PATH}
     * @throws InvalidOptionException if the address has another form, or the variable that counts for it, {@code HTTP_PROXY}
     *     or {@code HTTPS_PROXY}, names no HTTP proxy
     */
    public static Docker connect(String host) {
        return new Docker(provider().connect(Checks.text("host", "host", host)));
    }

    /**
     * Looks at every place where an engine may be, and reports what each answered and what to do. Takes some three seconds
     * at most, and never throws.
     */
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
        return deferred().engine().login(server, credentials);
    }

    /**
     * Forgets a login: {@code docker logout SERVER}. No registry is asked.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @return whether there was one
     * @throws DockerException if the helper fails, or config.json cannot be read or written; then it is as it was
     */
    public static boolean logout(String server) {
        return deferred().engine().logout(server);
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

    /**
     * Returns the default connection for specs: it is looked for when a terminal operation asks it for something, so that a
     * spec can be made, read, compared and printed where there is no engine.
     */
    static Docker deferred() {
        return DEFERRED;
    }

    private static DockerProvider provider() {
        return Provider.get();
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
     * Opens a scope: what is made through it is removed when it is closed, and at the latest with this program, however
     * that ends.
     *
     * <pre>{@code
     * try (Docker docker = Docker.connect("tcp://build-host:2375"); Scope scope = docker.openScope()) {
     *     scope.containers().run("ubuntu").interactive().detached().start();
     * }
     * }</pre>
     *
     * @throws IllegalStateException if the program is ending
     */
    public Scope openScope() {
        return new Scope(backend.openScope());
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
        return new Docker(
                backend.withTimeout(
                        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"))));
    }

    /**
     * Returns an object of the implementation over the same connection, for what DockerKit does not offer. The usual
     * implementation has docker-java's {@code com.github.dockerjava.api.DockerClient}, which speaks over DockerKit's
     * transport; close the {@code Docker}, not the object. The program brings docker-java itself, by the dependency
     * {@code com.github.docker-java:docker-java-core}, whose Bouncy Castle it may exclude.
     *
     * @throws IllegalArgumentException if the implementation has no such object
     * @throws IllegalStateException if docker-java is not there, or not whole
     */
    public <T> T unwrap(Class<T> type) {
        return backend.unwrap(Objects.requireNonNull(type, "type"))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "this implementation of DockerKit has no "
                                                + type.getName()
                                                + " to give"));
    }

    /**
     * Closes the scopes that are open, ends the calls that go on, in whatever thread, and lets go of all connections. Does
     * nothing the second time.
     *
     * @throws DockerException if something of a scope could not be removed; the connections are let go of all the same
     */
    @Override
    public void close() {
        backend.close();
    }

    /** Returns the engine's address, and why it is this one. */
    @Override
    public String toString() {
        return "Docker at " + host() + " (" + backend.source() + ")";
    }

    /** The default connection, asked for at each call and not before. */
    private static final class Deferred implements DockerBackend {
        private final ContainerBackend containers =
                each(ContainerBackend.class, DockerBackend::containers);
        private final ImageBackend images = each(ImageBackend.class, DockerBackend::images);
        private final NetworkBackend networks = each(NetworkBackend.class, DockerBackend::networks);
        private final VolumeBackend volumes = each(VolumeBackend.class, DockerBackend::volumes);
        private final EngineBackend engine = each(EngineBackend.class, DockerBackend::engine);

        private static <B> B each(Class<B> type, Function<DockerBackend, B> part) {
            return type.cast(
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (proxy, method, arguments) -> call(proxy, method, part, arguments)));
        }

        private static @Nullable Object call(
                Object proxy,
                Method method,
                Function<DockerBackend, ?> part,
                Object @Nullable [] arguments)
                throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "the default connection";
                };
            }
            try {
                return method.invoke(part.apply(shared().backend), arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getTargetException();
            }
        }

        @Override
        public String host() {
            return shared().backend.host();
        }

        @Override
        public String source() {
            return shared().backend.source();
        }

        @Override
        public ContainerBackend containers() {
            return containers;
        }

        @Override
        public ImageBackend images() {
            return images;
        }

        @Override
        public NetworkBackend networks() {
            return networks;
        }

        @Override
        public VolumeBackend volumes() {
            return volumes;
        }

        @Override
        public EngineBackend engine() {
            return engine;
        }

        @Override
        public ScopeBackend openScope() {
            return shared().backend.openScope();
        }

        @Override
        public DockerBackend withTimeout(Duration limit) {
            return shared().backend.withTimeout(limit);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return shared().backend.unwrap(type);
        }

        @Override
        public void close() {
            shared().backend.close();
        }
    }

    /**
     * The implementation, once it is found. Not in a static initialiser: one that fails once, perhaps since a class loader
     * was not complete yet, fails for good.
     */
    private static final class Provider {
        private static volatile @Nullable DockerProvider found;

        static DockerProvider get() {
            DockerProvider known = found;
            if (known == null) {
                known = load(DockerProvider.class.getClassLoader());
                found = known;
            }
            return known;
        }

        private static DockerProvider load(@Nullable ClassLoader own) {
            try {
                DockerProvider first = first(ServiceLoader.load(DockerProvider.class, own));
                if (first == null) {
                    first = first(ServiceLoader.load(DockerProvider.class));
                }
                if (first != null) {
                    return first;
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                throw new IllegalStateException(
                        "the implementation of DockerKit cannot be loaded: "
                                + broken
                                + (broken.getCause() == null ? "" : " (" + broken.getCause() + ")")
                                + "; io.dockerkit:dockerkit-impl and all that it depends on must be on the class path, in the"
                                + " version of dockerkit-api (mvn dependency:tree shows it)",
                        broken);
            }
            throw new IllegalStateException(
                    "no implementation of DockerKit on the class path: add the dependency io.dockerkit:dockerkit-impl; a jar"
                            + " that was made of several must keep their META-INF/services");
        }

        private static @Nullable DockerProvider first(ServiceLoader<DockerProvider> loader) {
            Iterator<DockerProvider> providers = loader.iterator();
            return providers.hasNext() ? providers.next() : null;
        }
    }
}
