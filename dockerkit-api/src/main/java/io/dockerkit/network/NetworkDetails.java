package io.dockerkit.network;

import java.util.Map;
import java.util.Objects;

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
     * @param name the container's name
     * @param endpointId the id of its end of the network
     * @param macAddress its MAC address
     * @param ipv4 its IPv4 address in CIDR form; empty if it has none
     * @param ipv6 its IPv6 address in CIDR form; empty if it has none
     */
    record Member(String name, String endpointId, String macAddress, String ipv4, String ipv6) {
        /** Checks that nothing is null. */
        public Member {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(endpointId, "endpointId");
            Objects.requireNonNull(macAddress, "macAddress");
            Objects.requireNonNull(ipv4, "ipv4");
            Objects.requireNonNull(ipv6, "ipv6");
        }
    }
}
