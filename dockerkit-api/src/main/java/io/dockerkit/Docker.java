package io.dockerkit;

import io.dockerkit.cli.Checks;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.Login;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import io.dockerkit.spi.EngineBackend;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.NodeBackend;
import io.dockerkit.spi.ProviderLookup;
import io.dockerkit.spi.ScopeBackend;
import io.dockerkit.spi.SecretBackend;
import io.dockerkit.spi.ServiceBackend;
import io.dockerkit.spi.StackBackend;
import io.dockerkit.spi.SwarmBackend;
import io.dockerkit.spi.VolumeBackend;
import io.dockerkit.swarm.ConfigCommands;
import io.dockerkit.swarm.NodeCommands;
import io.dockerkit.swarm.SecretCommands;
import io.dockerkit.swarm.ServiceCommands;
import io.dockerkit.swarm.StackCommands;
import io.dockerkit.swarm.SwarmCommands;
import io.dockerkit.volume.VolumeCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * <p>Opening sends no request; the first call shows whether the engine answers. Closing ends the running calls and closes
 * all connections. Containers keep running, except those of scopes: scopes are closed first.
 *
 * <p>A call that exceeds its deadline ends with {@link DockerTimeoutException}, see {@link #withTimeout}. An interrupt ends
 * any call immediately with {@link DockerInterruptedException} and sets the interrupt flag. Closing ends calls of other
 * threads with {@link DockerUnavailableException}; later calls throw {@link IllegalStateException}.
 *
 * <p>Each running call and each open stream uses one connection to the engine. Up to 16 idle connections are kept for
 * reuse.
 *
 * <p>Thread-safe.
 */
public final class Docker implements AutoCloseable {
    /** What {@link #setDefault} was given. */
    private static volatile @Nullable Docker chosen;

    /** The environment's, opened at the first use of a static facade. */
    private static volatile @Nullable Docker shared;

    private static final Docker DEFERRED = new Docker(new Deferred());

    private final DockerBackend backend;

    private Docker(DockerBackend backend) {
        this.backend = backend;
    }

    /**
     * Opens a connection to the engine that the environment names, in the CLI's order: {@code DOCKER_HOST}, {@code
     * DOCKER_CONTEXT}, the current context of the docker configuration, the default socket. If none of these names one and
     * there is no default socket, it is the first socket that answers of these: a rootless engine, Docker Desktop, Colima,
     * OrbStack, Rancher Desktop, podman; {@link #toString()} and {@link #diagnose()} say so.
     *
     * <p>If there is none of these either, each call looks again, so the engine may start after the program.
     *
     * @throws IllegalStateException if the implementation of DockerKit is not on the class path; the next call looks again
     * @throws DockerUnavailableException if a context is named that does not exist
     * @throws InvalidOptionException if {@code DOCKER_HOST} or {@code DOCKER_API_VERSION} is malformed, if the proxy
     *     variable that applies to the engine, {@code HTTP_PROXY} or {@code HTTPS_PROXY}, is not the address of an HTTP proxy,
     *     or if {@code DOCKERKIT_REGISTRY_PREFIX} is no prefix of a registry
     */
    public static Docker connect() {
        return new Docker(provider().connect(null));
    }

    /**
     * Opens a connection to the engine at this address.
     *
     * <p>{@code ssh://[user@]host[:port][/path]} uses the system's {@code ssh} and {@code docker system dial-stdio} on the
     * remote host, as the CLI does. Keys, agent, known hosts and configuration are those of {@code ssh}; {@code host} may
     * be an alias of {@code ~/.ssh/config}. The docker command must be installed on the remote host; {@code path} is the
     * engine's socket there, if it is not the default one. There is no prompt for a password. Each concurrent call needs an
     * ssh process, which is kept for up to a minute for the next call; none outlives the connection.
     *
     * <p>{@code tcp://} uses the HTTP proxy in {@code HTTPS_PROXY} (with TLS) or {@code HTTP_PROXY} (without), unless {@code
     * NO_PROXY} lists the host or the host is this machine, as with the CLI. Without TLS, attach, exec and foreground runs
     * connect directly, because an HTTP proxy does not hand over a connection; with TLS they use the proxy, too. {@code
     * https://} and {@code socks5://} proxies are rejected. {@code proxies} in config.json applies to containers and builds,
     * not to this connection.
     *
     * @param host {@code unix:///path}, {@code tcp://host:port} or {@code ssh://user@host}, as in {@code DOCKER_HOST}; tcp
     *     uses TLS if {@code DOCKER_TLS_VERIFY} or {@code DOCKER_TLS} is set, with the files in {@code DOCKER_CERT_PATH}
     * @throws InvalidOptionException if the address is malformed, or if the proxy variable that applies to it is not the
     *     address of an HTTP proxy
     */
    public static Docker connect(String host) {
        return new Docker(provider().connect(Checks.text("host", "host", host)));
    }

    /**
     * Opens a connection over a client that the program already has, so that both use the same connections to the engine: the
     * reverse of {@link #unwrap}. {@code dockerkit-impl} accepts docker-java's clients: a {@code
     * com.github.dockerjava.transport.DockerHttpClient}, or a {@code com.github.dockerjava.api.DockerClient} made by {@code
     * DockerClientImpl.getInstance(config, httpClient)}: {@code Docker.wrap(client, "tcp://build-host:2375")}.
     *
     * <p>Each call uses the client, with its limits: docker-java's own transports never close only the input of a process, so a
     * process that reads stdin to its end waits until the connection is closed. Set no response time-out in the client: it would
     * end followed logs. Closing the {@code Docker} ends its calls and streams; the client stays open.
     *
     * @param client the client
     * @param host where its engine is, as in {@code DOCKER_HOST}: for messages, for {@code address(port)}, and for the process
     *     that cleans up scopes of a killed program, which connects by itself
     * @throws InvalidOptionException if the client is of another type, or the address is malformed
     */
    public static Docker wrap(Object client, String host) {
        return new Docker(
                provider()
                        .wrap(
                                Objects.requireNonNull(client, "client"),
                                Checks.text("host", "host", host)));
    }

    /**
     * Checks every place where an engine may be, and reports what each answered and what to do. Takes about three seconds
     * at most, and never throws.
     */
    public static Diagnosis diagnose() {
        return provider().diagnose();
    }

    /**
     * Logs in to a registry through the engine, and stores the login where the CLI does, so that DockerKit and the CLI both
     * use it: {@code docker login --username NAME --password-stdin SERVER}. It is stored with the helper that {@code
     * credHelpers} or {@code credsStore} in config.json names, else unencrypted in config.json.
     *
     * <pre>{@code
     * Login login = Docker.login("registry.example.com:5000", Credentials.of("me", System.getenv("TOKEN")));
     * }</pre>
     *
     * <p>For a connection other than the default one, use {@code docker.engine().login(…)}.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws InvalidOptionException if the server is malformed
     * @throws AuthenticationRequiredException if the registry refuses the login; nothing is stored
     * @throws DockerException if config.json cannot be read (no request is sent), or the login cannot be stored
     */
    public static Login login(String server, Credentials credentials) {
        return deferred().engine().login(server, credentials);
    }

    /**
     * Removes a stored login: {@code docker logout SERVER}. It sends no request to the registry.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @return whether there was one
     * @throws DockerException if the helper fails, or config.json cannot be read or written; nothing is changed
     */
    public static boolean logout(String server) {
        return deferred().engine().logout(server);
    }

    /**
     * Logs in to Docker Hub, as {@link #login(String, Credentials)} does: {@code docker login --username NAME
     * --password-stdin}.
     */
    public static Login login(Credentials credentials) {
        return deferred().engine().login(credentials);
    }

    /**
     * Checks that the stored login is still accepted, and stores what the registry gives in exchange: {@code docker login
     * SERVER} where a login is stored.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws AuthenticationRequiredException if no login is stored, or the registry refuses it; what is stored stays
     */
    public static Login login(String server) {
        return deferred().engine().login(server);
    }

    /** Removes the stored login of Docker Hub, as {@link #logout(String)} does: {@code docker logout}. */
    public static boolean logout() {
        return deferred().engine().logout();
    }

    /**
     * Opens a connection to the engine of a docker context, with the TLS files of the context: {@code docker --context NAME}.
     * {@link Contexts} lists, creates and changes contexts.
     *
     * <pre>{@code
     * try (Docker docker = Docker.connectContext("build-host")) {
     *     docker.containers().list();
     * }
     * }</pre>
     *
     * @param name the name of the context; {@code default} is the engine of {@code DOCKER_HOST}, or else that of the default
     *     socket
     * @throws DockerUnavailableException if there is no such context, or it cannot be read
     * @throws InvalidOptionException if the address in it is malformed
     */
    public static Docker connectContext(String name) {
        return new Docker(provider().connectContext(Checks.text("--context", "name", name)));
    }

    /**
     * Sets the connection that the static facades use: {@link Containers}, {@link Images}, {@link Networks}, {@link Volumes},
     * {@link Engine}, {@link Scope#open()}, {@link #login} and {@link #logout}.
     *
     * <pre>{@code
     * try (Docker docker = Docker.connect("ssh://me@build-host")) {
     *     Docker.setDefault(docker);
     *     Containers.run("ubuntu").command("uname", "-a").execute();
     *     Docker.setDefault(null);
     * }
     * }</pre>
     *
     * <p>It applies to the whole program, to each terminal operation that begins afterwards, also of specs that were made
     * before. Calls that are running, and handles such as {@code Container}, keep the connection that they have.
     *
     * <p>Nobody closes the connection but its owner: set another one, or null, before you close it. With a closed one the
     * facades throw {@link IllegalStateException}. The environment's connection stays open and is used again after null.
     *
     * @param docker the connection, or null for the one that the environment names, which is the default at the beginning
     */
    public static void setDefault(@Nullable Docker docker) {
        chosen = docker;
    }

    /**
     * Returns the default connection: the one that was set, or else the environment's, which is opened at the first use and
     * kept until the program ends.
     */
    static Docker shared() {
        Docker set = chosen;
        if (set != null) {
            return set;
        }
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
     * Returns the default connection for specs. It is opened by the first terminal operation, so specs can be created,
     * compared and printed without an engine.
     */
    static Docker deferred() {
        return DEFERRED;
    }

    /**
     * Returns the connection that the static facades use, without opening it: what {@link #setDefault} has set at the time of
     * each call, or else the environment's, which the first call opens. Closing it closes the one that is used then.
     */
    public static Docker getDefault() {
        return DEFERRED;
    }

    private static DockerProvider provider() {
        return ProviderLookup.provider();
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

    /** Returns the {@code docker swarm} commands. */
    public SwarmCommands swarm() {
        return new SwarmCommands(backend.swarm());
    }

    /** Returns the {@code docker node} commands. */
    public NodeCommands nodes() {
        return new NodeCommands(backend.nodes());
    }

    /** Returns the {@code docker service} commands. */
    public ServiceCommands services() {
        return new ServiceCommands(backend.services());
    }

    /** Returns the {@code docker stack} commands. */
    public StackCommands stacks() {
        return new StackCommands(backend.stacks());
    }

    /** Returns the {@code docker secret} commands. */
    public SecretCommands secrets() {
        return new SecretCommands(backend.secrets());
    }

    /** Returns the {@code docker config} commands. */
    public ConfigCommands configs() {
        return new ConfigCommands(backend.configs());
    }

    /** Returns the commands about the engine itself. */
    public EngineCommands engine() {
        return new EngineCommands(backend.engine());
    }

    /**
     * Opens a scope. What is created through it is removed when the scope is closed, and at the latest when this program
     * ends, in whatever way.
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
     * Returns a view of the same connection with another deadline for its calls and for the calls of its handles: how long
     * the engine may keep a call waiting. It also serves for a single call:
     *
     * <pre>{@code
     * docker.withTimeout(Duration.ofSeconds(5)).containers().list();
     * }</pre>
     *
     * <p>By default, the response to a query must be complete within a minute, the response to a change within ten minutes.
     * Streams (logs, files, archives) may pause as long, pulls and pushes for ten minutes, builds, loads and saves for an
     * hour. A stop adds its grace period. Runs, exec, sessions, waits, followed logs, events and statistics must begin
     * within the deadline, and then have no deadline; their own time-outs end them: {@code timeout(…)}, {@code
     * awaitExit(Duration)}, {@code close()}.
     *
     * <p>After a {@link DockerTimeoutException} you can keep using the connection. It is the same connection: closing one
     * view closes both.
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
     * Returns a view of the same connection that pulls images of Docker Hub from a mirror. It counts for {@code
     * Images.pull}, and for the pulls of runs and of tests. The environment variable {@code DOCKERKIT_REGISTRY_PREFIX} sets the
     * prefix for each connection that the program opens.
     *
     * <pre>{@code
     * Docker mirrored = docker.withRegistryPrefix("registry.example.com/hub/");
     * mirrored.images().pull("ubuntu:24.04").execute();   // pulls registry.example.com/hub/ubuntu:24.04
     * mirrored.containers().run("ubuntu:24.04").execute();
     * }</pre>
     *
     * <p>The name that the engine pulls is the prefix and the name as people write it: {@code ubuntu}, not {@code
     * library/ubuntu}. Names of other registries stay as they are. The image then has the name that the program asked for,
     * too; the name of the mirror stays. An image that is named by its digest has only the name of the mirror, because no tag
     * can stand for a digest; a handle has that name, and a run uses it.
     *
     * <p>The login is that of the mirror in the docker configuration. Credentials that a pull gives are for Docker Hub; they are
     * not sent to the mirror. If the mirror does not have the image, the pull fails; Docker Hub is not asked. Images that a
     * build begins with are pulled by the engine, which does not know the prefix.
     *
     * @param prefix {@code registry[:port]/[path/]} without a scheme; the last slash may be missing; the empty text is none
     * @throws InvalidOptionException if the prefix is malformed
     */
    public Docker withRegistryPrefix(String prefix) {
        return new Docker(backend.withRegistryPrefix(Objects.requireNonNull(prefix, "prefix")));
    }

    /**
     * Returns an object of the implementation over the same connection, for what DockerKit does not offer. {@code
     * dockerkit-impl} offers docker-java's {@code com.github.dockerjava.api.DockerClient}, which uses DockerKit's
     * transport. Close the {@code Docker}, not the object. Add docker-java to the program: {@code
     * com.github.docker-java:docker-java-core}; its dependency on Bouncy Castle may be excluded.
     *
     * @throws IllegalArgumentException if the implementation does not offer this type
     * @throws IllegalStateException if docker-java is not on the class path, or incomplete
     */
    public <T> T unwrap(Class<T> type) {
        if (Objects.requireNonNull(type, "type") == DockerBackend.class) {
            // for the modules of DockerKit, which alone see this type
            return type.cast(backend);
        }
        return backend.unwrap(type)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "this implementation of DockerKit has no "
                                                + type.getName()
                                                + " to give"));
    }

    /**
     * Closes the open scopes, ends the running calls of all threads, and closes all connections. A second call has no
     * effect.
     *
     * @throws DockerException if something of a scope could not be removed; the connections are closed in any case
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
        /** What stands for each noun, by its type. A program uses few of them, and each costs the JVM a class. */
        private final Map<Class<?>, Object> nouns = new ConcurrentHashMap<>();

        private <B> B each(Class<B> type, Function<DockerBackend, B> part) {
            return type.cast(
                    nouns.computeIfAbsent(
                            type,
                            absent ->
                                    Proxy.newProxyInstance(
                                            type.getClassLoader(),
                                            new Class<?>[] {type},
                                            (proxy, method, arguments) ->
                                                    call(proxy, method, part, arguments))));
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
            return each(ContainerBackend.class, DockerBackend::containers);
        }

        @Override
        public ImageBackend images() {
            return each(ImageBackend.class, DockerBackend::images);
        }

        @Override
        public NetworkBackend networks() {
            return each(NetworkBackend.class, DockerBackend::networks);
        }

        @Override
        public VolumeBackend volumes() {
            return each(VolumeBackend.class, DockerBackend::volumes);
        }

        @Override
        public SwarmBackend swarm() {
            return each(SwarmBackend.class, DockerBackend::swarm);
        }

        @Override
        public NodeBackend nodes() {
            return each(NodeBackend.class, DockerBackend::nodes);
        }

        @Override
        public ServiceBackend services() {
            return each(ServiceBackend.class, DockerBackend::services);
        }

        @Override
        public StackBackend stacks() {
            return each(StackBackend.class, DockerBackend::stacks);
        }

        @Override
        public SecretBackend secrets() {
            return each(SecretBackend.class, DockerBackend::secrets);
        }

        @Override
        public ConfigBackend configs() {
            return each(ConfigBackend.class, DockerBackend::configs);
        }

        @Override
        public EngineBackend engine() {
            return each(EngineBackend.class, DockerBackend::engine);
        }

        @Override
        public <T> Subscription subscribe(
                Stream<T> items, Consumer<? super T> consumer, String what) {
            return shared().backend.subscribe(items, consumer, what);
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
        public DockerBackend withRegistryPrefix(String prefix) {
            return shared().backend.withRegistryPrefix(prefix);
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
}
