package io.dockerkit.network;

import java.util.Map;
import java.util.Optional;

/**
 * What the engine says about one network: {@code docker network inspect}.
 *
 * <p>Immutable and thread-safe.
 */
public interface NetworkDetails extends NetworkSummary {
    /** Returns the running containers that are connected to it, by their full ids: {@code Containers}. */
    Map<String, Member> containers();

    /** Returns the options of the driver: {@code Options}. */
    Map<String, String> options();

    /** Returns all that the engine said, as JSON text. */
    String json();

    /**
     * A container in the network.
     *
     * <p>Immutable and thread-safe.
     */
    interface Member {
        /** Returns the container's name. */
        String name();

        /** Returns the id of its end of the network. */
        String endpointId();

        /** Returns its MAC address; empty if it has none. */
        Optional<String> macAddress();

        /** Returns its IPv4 address in CIDR form; empty if it has none. */
        Optional<String> ipv4();

        /** Returns its IPv6 address in CIDR form; empty if it has none. */
        Optional<String> ipv6();
    }
}
