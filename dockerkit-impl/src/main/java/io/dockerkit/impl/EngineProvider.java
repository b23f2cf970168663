package io.dockerkit.impl;

import io.dockerkit.Diagnosis;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.config.FoundEngine;
import io.dockerkit.impl.config.RegistryPrefix;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.engine.Diagnoses;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Scopes;
import io.dockerkit.impl.terminal.TerminalProgress;
import io.dockerkit.impl.transport.Wire;
import io.dockerkit.spi.ContextBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import io.dockerkit.spi.TerminalBackend;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes connections over docker-java's transport. Immutable and thread-safe. */
public final class EngineProvider implements DockerProvider {
    private final Endpoints endpoints;

    /** Makes the provider for this process's environment. */
    public EngineProvider() {
        this(Endpoints.ofThisProcess());
    }

    /** Makes the provider for another environment. */
    public EngineProvider(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public DockerBackend connect(@Nullable String host) {
        FoundEngine engine = host == null ? endpoints.engine() : engineAt(endpoints.of(host));
        return connection(engine.wire(), engine.endpoint());
    }

    @Override
    public DockerBackend connectContext(String name) {
        FoundEngine engine = engineAt(endpoints.ofContext(name));
        return connection(engine.wire(), engine.endpoint());
    }

    @Override
    public ContextBackend contexts() {
        return endpoints.contexts();
    }

    @Override
    public DockerBackend wrap(Object client, String host) {
        Endpoint endpoint = endpoints.of(host);
        return connection(endpoint.connect(DockerJava.transportOf(client)), () -> endpoint);
    }

    private DockerBackend connection(Wire wire, Supplier<Endpoint> endpoint) {
        RegistryPrefix prefix = endpoints.registryPrefix();
        UserSettings settings =
                new UserSettings(
                        endpoints::detachKeys,
                        () -> endpoints.proxies(endpoint.get().host()),
                        endpoints::defaultPlatform,
                        endpoints::isClassicBuilder,
                        () -> prefix);
        Rest rest = new Rest(wire, endpoints.apiVersion());
        return new EngineConnection(
                () -> endpoint.get().source(),
                rest,
                endpoints.credentials(),
                settings,
                endpoints.hostOf(endpoint),
                new Scopes(rest, endpoint, endpoints.apiVersion()));
    }

    private FoundEngine engineAt(Endpoint endpoint) {
        return new FoundEngine(endpoints.wireTo(endpoint), () -> endpoint);
    }

    @Override
    public String hostOf(String flag, String value) {
        return endpoints.hostOf(flag, value);
    }

    @Override
    public Diagnosis diagnose() {
        return Diagnoses.of(endpoints);
    }

    @Override
    public TerminalBackend terminal() {
        return new TerminalProgress();
    }
}
