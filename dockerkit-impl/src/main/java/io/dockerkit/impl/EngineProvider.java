package io.dockerkit.impl;

import io.dockerkit.Diagnosis;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.config.Wires;
import io.dockerkit.impl.engine.Diagnoses;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import org.jspecify.annotations.Nullable;

/** Makes connections over docker-java's transport. Stateless and thread-safe. */
public final class EngineProvider implements DockerProvider {
    @Override
    public DockerBackend connect(@Nullable String host) {
        return connect(Endpoints.ofThisProcess(), host);
    }

    /** As the other one, for an environment that need not be this process's. */
    static DockerBackend connect(Endpoints endpoints, @Nullable String host) {
        Endpoint endpoint = host == null ? endpoints.find() : endpoints.of(host);
        return new EngineConnection(
                endpoint.source(),
                new Rest(Wires.to(endpoint), endpoints.apiVersion()),
                endpoints.credentials(),
                () -> endpoints.proxies(endpoint.host()));
    }

    @Override
    public Diagnosis diagnose() {
        return Diagnoses.of(Endpoints.ofThisProcess());
    }
}
