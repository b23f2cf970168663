package io.dockerkit.impl;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import io.dockerkit.container.ContainerBackend;
import io.dockerkit.engine.EngineBackend;
import io.dockerkit.image.ImageBackend;
import io.dockerkit.impl.config.Credentials;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.network.NetworkApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.volume.VolumeApi;
import io.dockerkit.network.NetworkBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.volume.VolumeBackend;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One connection: every noun over the same {@link Rest}. Thread-safe. */
final class EngineConnection implements DockerBackend {
    private final Rest rest;
    private final Credentials credentials;
    private final Supplier<Map<String, String>> proxies;
    private final ImageApi images;
    private final ContainerApi containers;

    EngineConnection(Rest rest, Credentials credentials, Supplier<Map<String, String>> proxies) {
        this.rest = rest;
        this.credentials = credentials;
        this.proxies = proxies;
        this.images = new ImageApi(rest, credentials);
        this.containers = new ContainerApi(rest, images, proxies);
    }

    @Override
    public String host() {
        return rest.address();
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
    public EngineBackend engine() {
        return new EngineApi(rest);
    }

    @Override
    public DockerBackend withTimeout(Duration limit) {
        return new EngineConnection(rest.withTimeout(limit), credentials, proxies);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.equals(DockerClient.class)
                ? Optional.of(type.cast(dockerJava()))
                : Optional.empty();
    }

    private DockerClient dockerJava() {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(rest.address())
                        .withDockerTlsVerify(false)
                        .withApiVersion(rest.version().toString())
                        .build();
        return DockerClientImpl.getInstance(config, rest.wire());
    }

    @Override
    public void close() {
        rest.close();
    }
}
