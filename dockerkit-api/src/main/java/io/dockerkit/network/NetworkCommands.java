package io.dockerkit.network;

import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.NetworkBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker network} commands on one connection: what {@code Networks} offers on the default one.
 *
 * <p>Thread-safe.
 */
@CheckReturnValue
public final class NetworkCommands {
    private final NetworkBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.networks()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public NetworkCommands(NetworkBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    NetworkBackend backend() {
        return backend;
    }

    /**
     * Returns the spec of a new network: {@code docker network create}.
     *
     * @throws io.dockerkit.InvalidOptionException if the name is blank
     */
    public NetworkSpec create(String name) {
        return NetworkSpec.of(backend, name);
    }

    /** Returns all networks: {@code docker network ls}. */
    public List<NetworkSummary> list() {
        return query().list();
    }

    /** Returns a query with filters: {@code docker network ls …}. */
    public NetworkQuery query() {
        return new NetworkQuery(backend, Filters.none());
    }

    /**
     * Returns the network with this name, id or id prefix.
     *
     * @throws NotFoundException if there is none
     * @throws io.dockerkit.AmbiguousIdException if several have this prefix; the message lists them
     */
    public Network get(String reference) {
        return backend.get(Checks.text("network", "reference", reference));
    }

    /** Returns the network with this name, id or id prefix, or empty if there is none. */
    public Optional<Network> find(String reference) {
        try {
            return Optional.of(get(reference));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** Returns the spec of a prune: {@code docker network prune}. */
    public NetworkPruneSpec prune() {
        return new NetworkPruneSpec(backend, Filters.none());
    }
}
