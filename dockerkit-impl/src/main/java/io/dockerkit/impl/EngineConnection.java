package io.dockerkit.impl;

import io.dockerkit.Subscription;
import io.dockerkit.impl.concurrent.StreamSubscription;
import io.dockerkit.impl.config.EngineHost;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.RegistryPrefix;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.network.NetworkApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Scopes;
import io.dockerkit.impl.swarm.ConfigApi;
import io.dockerkit.impl.swarm.NodeApi;
import io.dockerkit.impl.swarm.SecretApi;
import io.dockerkit.impl.swarm.ServiceApi;
import io.dockerkit.impl.swarm.StackApi;
import io.dockerkit.impl.swarm.SwarmApi;
import io.dockerkit.impl.volume.VolumeApi;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.EngineBackend;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.NodeBackend;
import io.dockerkit.spi.ScopeBackend;
import io.dockerkit.spi.SecretBackend;
import io.dockerkit.spi.ServiceBackend;
import io.dockerkit.spi.StackBackend;
import io.dockerkit.spi.SwarmBackend;
import io.dockerkit.spi.VolumeBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One connection: every noun over the same {@link Rest}. Thread-safe. */
final class EngineConnection implements DockerBackend {
    private final Supplier<String> source;
    private final Rest rest;
    private final Logins logins;
    private final UserSettings settings;
    private final EngineHost host;
    private final ImageApi images;
    private final ContainerApi containers;
    private final Scopes scopes;

    EngineConnection(
            Supplier<String> source,
            Rest rest,
            Logins logins,
            UserSettings settings,
            EngineHost host,
            Scopes scopes) {
        this.source = source;
        this.rest = rest;
        this.logins = logins;
        this.settings = settings;
        this.host = host;
        this.scopes = scopes;
        this.images = new ImageApi(rest, logins, settings);
        this.containers = new ContainerApi(rest, images, settings, host, scopes);
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public String source() {
        return source.get();
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
        return new NetworkApi(rest);
    }

    @Override
    public VolumeBackend volumes() {
        return new VolumeApi(rest);
    }

    @Override
    public SwarmBackend swarm() {
        return new SwarmApi(rest);
    }

    @Override
    public NodeBackend nodes() {
        return new NodeApi(rest);
    }

    @Override
    public ServiceBackend services() {
        return new ServiceApi(rest, logins);
    }

    @Override
    public StackBackend stacks() {
        return new StackApi(rest, logins);
    }

    @Override
    public SecretBackend secrets() {
        return new SecretApi(rest);
    }

    @Override
    public ConfigBackend configs() {
        return new ConfigApi(rest);
    }

    @Override
    public EngineBackend engine() {
        return new EngineApi(rest, logins, this);
    }

    @Override
    public <T> Subscription subscribe(Stream<T> items, Consumer<? super T> consumer, String what) {
        return StreamSubscription.start(items, consumer, what);
    }

    @Override
    public ScopeBackend openScope() {
        return new ConnectionScope(rest, containers, logins, scopes.open());
    }

    @Override
    public DockerBackend withTimeout(Duration limit) {
        return new EngineConnection(
                source, rest.withTimeout(limit), logins, settings, host, scopes);
    }

    @Override
    public DockerBackend withRegistryPrefix(String prefix) {
        return new EngineConnection(
                source,
                rest,
                logins,
                settings.withRegistryPrefix(RegistryPrefix.of("registry prefix", prefix)),
                host,
                scopes);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        // by its name, since a program that does not ask for docker-java need not have it
        return type.getName().equals("com.github.dockerjava.api.DockerClient")
                ? Optional.of(type.cast(DockerJava.over(rest)))
                : Optional.empty();
    }

    @Override
    public void close() {
        try {
            scopes.close();
        } finally {
            rest.close();
        }
    }
}
