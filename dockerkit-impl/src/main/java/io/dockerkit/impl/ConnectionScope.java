package io.dockerkit.impl;

import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.network.NetworkApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.EngineScope;
import io.dockerkit.impl.swarm.ConfigApi;
import io.dockerkit.impl.swarm.SecretApi;
import io.dockerkit.impl.swarm.ServiceApi;
import io.dockerkit.impl.volume.VolumeApi;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.ScopeBackend;
import io.dockerkit.spi.SecretBackend;
import io.dockerkit.spi.ServiceBackend;
import io.dockerkit.spi.VolumeBackend;

/** The nouns of a connection, within one scope. Thread-safe. */
final class ConnectionScope implements ScopeBackend {
    private final Rest rest;
    private final ContainerApi containers;
    private final Logins logins;
    private final EngineScope scope;

    ConnectionScope(Rest rest, ContainerApi containers, Logins logins, EngineScope scope) {
        this.rest = rest;
        this.logins = logins;
        this.containers = containers.in(scope);
        this.scope = scope;
    }

    @Override
    public String id() {
        return scope.id();
    }

    @Override
    public ContainerBackend containers() {
        return containers;
    }

    @Override
    public NetworkBackend networks() {
        return new NetworkApi(rest, scope);
    }

    @Override
    public VolumeBackend volumes() {
        return new VolumeApi(rest, scope);
    }

    @Override
    public ServiceBackend services() {
        return new ServiceApi(rest, logins, scope);
    }

    @Override
    public SecretBackend secrets() {
        return new SecretApi(rest, scope);
    }

    @Override
    public ConfigBackend configs() {
        return new ConfigApi(rest, scope);
    }

    @Override
    public void removeAfterExit() {
        scope.removeAfterExit();
    }

    @Override
    public void close() {
        scope.close();
    }
}
