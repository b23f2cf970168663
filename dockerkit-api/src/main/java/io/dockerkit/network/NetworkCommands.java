package io.dockerkit.network;

import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.spi.NetworkBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker network} commands on one connection: what {@code Networks} offers on the default one.
 *
 * <p>Thread-safe.
 */
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
    @CheckReturnValue
    public NetworkSpec create(String name) {
        return NetworkSpec.of(backend, name);
    }

    /**
     * Reads a command line, {@code docker network create …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public NetworkSpec parse(String commandLine) {
        return NetworkSpec.of(backend, CommandLine.parse(commandLine, NetworkFlags.TABLE));
    }

    /** Reads the words of a command line, {@code docker network create …}. */
    @CheckReturnValue
    public NetworkSpec parse(List<String> words) {
        return NetworkSpec.of(backend, CommandLine.parse(words, NetworkFlags.TABLE));
    }

    /**
     * Reads a command line, {@code docker network connect …}, by the rules of {@link io.dockerkit.Containers#parse(String)}. The network
     * is looked up when the command is executed.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    public ConnectSpec.Command parseConnect(String commandLine) {
        return new ConnectSpec.Command(backend, CommandLine.parse(commandLine, ConnectSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker network connect …}. */
    public ConnectSpec.Command parseConnect(List<String> words) {
        return new ConnectSpec.Command(backend, CommandLine.parse(words, ConnectSpec.TABLE));
    }

    /** Returns all networks: {@code docker network ls}. */
    public List<NetworkSummary> list() {
        return query().list();
    }

    /** Returns a query with filters: {@code docker network ls …}. */
    @CheckReturnValue
    public NetworkQuery query() {
        return NetworkQuery.of(backend);
    }

    /**
     * Returns the network with this name, id or unique id prefix.
     *
     * @throws NotFoundException if there is none
     * @throws io.dockerkit.AmbiguousIdException if several have this prefix; the message lists them
     */
    public Network get(String reference) {
        return backend.get(Checks.text("network", "reference", reference));
    }

    /** Returns the network with this name, id or unique id prefix, or empty if there is none. */
    public Optional<Network> find(String reference) {
        try {
            return Optional.of(get(reference));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** Returns the spec of a prune: {@code docker network prune}. The predefined networks stay. */
    @CheckReturnValue
    public NetworkPruneSpec prune() {
        return new NetworkPruneSpec(backend);
    }
}
