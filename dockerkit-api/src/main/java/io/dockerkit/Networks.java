package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.network.ConnectSpec;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkPruneSpec;
import io.dockerkit.network.NetworkQuery;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.network.NetworkSummary;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker network} commands on the default connection.
 *
 * <p>Thread-safe.
 */
public final class Networks {
    private Networks() {}

    /**
     * Returns the spec of a new network: {@code docker network create}.
     *
     * <pre>{@code
     * Network isolated = Networks.create("isolated").subnet("182.1.0.0/16").execute();
     * }</pre>
     *
     * @throws InvalidOptionException if the name is blank
     */
    @CheckReturnValue
    public static NetworkSpec create(String name) {
        return Docker.deferred().networks().create(name);
    }

    /**
     * Reads a command line, {@code docker network create …}, by the rules of {@link Containers#parse(String)}.
     *
     * <pre>{@code
     * Network isolated = Networks.parse("docker network create --subnet 182.1.0.0/16 isolated").execute();
     * }</pre>
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static NetworkSpec parse(String commandLine) {
        return Docker.deferred().networks().parse(commandLine);
    }

    /** Reads the words of a command line, {@code docker network create …}. */
    @CheckReturnValue
    public static NetworkSpec parse(List<String> words) {
        return Docker.deferred().networks().parse(words);
    }

    /**
     * Reads a command line, {@code docker network connect …}, by the rules of {@link Containers#parse(String)}. The network
     * is looked up when the command is executed.
     *
     * <pre>{@code
     * Networks.parseConnect("docker network connect --alias db isolated postgres").execute();
     * }</pre>
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    public static ConnectSpec.Command parseConnect(String commandLine) {
        return Docker.deferred().networks().parseConnect(commandLine);
    }

    /** Reads the words of a command line, {@code docker network connect …}. */
    public static ConnectSpec.Command parseConnect(List<String> words) {
        return Docker.deferred().networks().parseConnect(words);
    }

    /** Returns all networks: {@code docker network ls}. */
    public static List<NetworkSummary> list() {
        return Docker.deferred().networks().list();
    }

    /** Returns a query with filters: {@code docker network ls …}. */
    @CheckReturnValue
    public static NetworkQuery query() {
        return Docker.deferred().networks().query();
    }

    /**
     * Returns the network with this name, id or unique id prefix.
     *
     * @throws NotFoundException if there is none
     * @throws AmbiguousIdException if several have this prefix; the message lists them
     */
    public static Network get(String reference) {
        return Docker.deferred().networks().get(reference);
    }

    /** Returns the network with this name, id or unique id prefix, or empty if there is none. */
    public static Optional<Network> find(String reference) {
        return Docker.deferred().networks().find(reference);
    }

    /** Returns the spec of a prune: {@code docker network prune}. The predefined networks stay. */
    @CheckReturnValue
    public static NetworkPruneSpec prune() {
        return Docker.deferred().networks().prune();
    }
}
