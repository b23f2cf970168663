package io.dockerkit.spi;

import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkSummary;
import java.util.List;
import java.util.Map;

/** What an implementation of DockerKit does for networks. Applications do not meet it. Thread-safe. */
public interface NetworkBackend extends NounBackend {
    /**
     * Creates the network; {@code needs} has the flags that not every engine knows and the version of the API that
     * brought each, {@code commandLine} is for errors.
     */
    Network create(
            String name, Map<String, Object> body, Map<String, String> needs, String commandLine);

    /** Returns the networks that the filters leave. */
    List<NetworkSummary> list(Filters filters);

    /** Returns the network with this name, id or unique id prefix. */
    Network get(String reference);

    /**
     * Connects a container to a network, both by name or id.
     *
     * @param endpoint {@code EndpointConfig} of the request as maps
     */
    default void connect(
            String network, String container, Map<String, Object> endpoint, String commandLine) {
        throw new UnsupportedOperationException("this backend connects nothing");
    }

    /** Removes the networks of users that no container uses. */
    PruneReport prune(Filters filters);

    /** Returns what {@link #prune} would remove. */
    PruneReport pruneDryRun(Filters filters);
}
