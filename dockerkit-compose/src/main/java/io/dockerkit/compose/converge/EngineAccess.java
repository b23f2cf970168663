package io.dockerkit.compose.converge;

import io.dockerkit.Docker;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.ScopeBackend;
import io.dockerkit.spi.VolumeBackend;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The engine on which a project is brought up; what is created there belongs to nobody, or to a scope. Thread-safe. */
final class EngineAccess {
    private final DockerBackend backend;
    private final ContainerBackend containers;
    private final NetworkBackend networks;
    private final VolumeBackend volumes;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable String apiVersion;

    private EngineAccess(
            DockerBackend backend,
            ContainerBackend containers,
            NetworkBackend networks,
            VolumeBackend volumes) {
        this.backend = backend;
        this.containers = containers;
        this.networks = networks;
        this.volumes = volumes;
    }

    static EngineAccess of(Docker docker) {
        DockerBackend backend = docker.unwrap(DockerBackend.class);
        return new EngineAccess(
                backend, backend.containers(), backend.networks(), backend.volumes());
    }

    /** Returns access to the same engine; what is created belongs to the scope. */
    static EngineAccess in(ScopeBackend scope, Docker docker) {
        return new EngineAccess(
                docker.unwrap(DockerBackend.class),
                scope.containers(),
                scope.networks(),
                scope.volumes());
    }

    ContainerBackend containers() {
        return containers;
    }

    NetworkBackend networks() {
        return networks;
    }

    VolumeBackend volumes() {
        return volumes;
    }

    ImageBackend images() {
        return backend.images();
    }

    /** Returns whether the engine is a node of a swarm. */
    boolean isInSwarm() {
        return "active".equals(backend.engine().info().at("/Swarm/LocalNodeState").text());
    }

    /** Returns the version of the Engine API that the connection speaks; the engine is asked once. */
    String apiVersion() {
        String known = apiVersion;
        if (known != null) {
            return known;
        }
        asking.lock();
        try {
            String asked = backend.engine().client().apiVersion().orElse("");
            if (asked.isEmpty()) {
                backend.engine().ping();
                asked =
                        backend.engine()
                                .client()
                                .apiVersion()
                                .orElseGet(() -> backend.engine().version().apiVersion());
            }
            apiVersion = asked;
            return asked;
        } finally {
            asking.unlock();
        }
    }

    /** Returns whether the Engine API is of this version or a newer one. */
    boolean speaks(int major, int minor) {
        return isAtLeast(Objects.requireNonNull(apiVersion()), major, minor);
    }

    static boolean isAtLeast(String version, int major, int minor) {
        String[] parts = version.split("\\.", -1);
        int ownMajor = Integer.parseInt(parts[0]);
        int ownMinor = parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
        return ownMajor > major || (ownMajor == major && ownMinor >= minor);
    }
}
