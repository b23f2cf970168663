package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.impl.address.UnixAddress;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.tar.TarWriter;
import io.dockerkit.spi.CreateRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code --use-api-socket} gives a container: the engine's socket, and a file with the user's logins, unless the container
 * has a {@code DOCKER_CONFIG} of its own. As with the CLI, the file is in the container until that is removed.
 *
 * <p>Not thread-safe.
 */
final class ApiSocket {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");
    private static final String TARGET = "/var/run/docker.sock";
    private static final String DIRECTORY = "/run/secrets/docker";

    private final CreateRequest request;
    private final Optional<String> logins;

    private ApiSocket(CreateRequest request, Optional<String> logins) {
        this.request = request;
        this.logins = logins;
    }

    /**
     * Adds them to a request that asks for them.
     *
     * @throws InvalidOptionException if the engine is not reached by a unix socket, whose path it would have to know
     */
    static ApiSocket of(CreateRequest request, String engine, Logins logins) {
        if (!request.useApiSocket()) {
            return new ApiSocket(request, Optional.empty());
        }
        Path socket =
                UnixAddress.socketOf(engine)
                        .orElseThrow(
                                () ->
                                        new InvalidOptionException(
                                                "--use-api-socket",
                                                "true",
                                                "it needs an engine at a unix socket, and this one is at "
                                                        + engine));
        Map<String, Object> body = new LinkedHashMap<>(request.body());
        Map<Object, Object> host = new LinkedHashMap<>();
        if (body.get("HostConfig") instanceof Map<?, ?> given) {
            host.putAll(given);
        }
        host.put("Mounts", with(host.get("Mounts"), mount(socket.toString())));
        body.put("HostConfig", host);
        boolean own =
                body.get("Env") instanceof List<?> env
                        && env.stream()
                                .anyMatch(pair -> pair.toString().startsWith("DOCKER_CONFIG="));
        Optional<String> file = own ? Optional.empty() : logins.configFile();
        if (file.isPresent()) {
            body.put("Env", with(body.get("Env"), "DOCKER_CONFIG=" + DIRECTORY));
        }
        return new ApiSocket(request.withBody(body), file);
    }

    private static List<Object> with(@Nullable Object list, Object more) {
        List<Object> all = new ArrayList<>();
        if (list instanceof List<?> given) {
            all.addAll(given);
        }
        all.add(more);
        return all;
    }

    private static Map<String, Object> mount(String socket) {
        return Map.of("Type", "bind", "Source", socket, "Target", TARGET, "BindOptions", Map.of());
    }

    CreateRequest request() {
        return request;
    }

    /** Puts the logins into the new container; if that fails it is warned of, and the container stays. */
    void putLoginsInto(Container container) {
        logins.ifPresent(
                file -> {
                    try {
                        container.copyTo(new ByteArrayInputStream(archive(file)), "/");
                    } catch (DockerException failed) {
                        LOG.warn(
                                "the logins could not be put into container {}: {}",
                                container.shortId(),
                                failed.getMessage());
                    }
                });
    }

    private static byte[] archive(String file) {
        return TarWriter.single(
                DIRECTORY.substring(1) + "/config.json",
                0600,
                file.getBytes(StandardCharsets.UTF_8));
    }
}
