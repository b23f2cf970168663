package io.dockerkit.container;

import io.dockerkit.cli.Checks;
import java.util.List;
import java.util.Objects;

/**
 * A container's end of a network: an entry of {@code NetworkSettings.Networks} of {@code docker inspect}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param network the network's name
 * @param networkId the network's id
 * @param ipAddress the IPv4 address; empty where the container does not run or the network gives none
 * @param prefixLength the length of the IPv4 network's prefix; 0 without an address
 * @param gateway the IPv4 gateway; empty if there is none
 * @param ipv6Address the global IPv6 address; empty if there is none
 * @param macAddress the MAC address; empty if there is none
 * @param aliases the names by which others in the network find it, besides its own
 */
public record NetworkEndpoint(
        String network,
        String networkId,
        String ipAddress,
        int prefixLength,
        String gateway,
        String ipv6Address,
        String macAddress,
        List<String> aliases) {
    /** Checks that nothing is null. */
    public NetworkEndpoint {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(networkId, "networkId");
        Objects.requireNonNull(ipAddress, "ipAddress");
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(ipv6Address, "ipv6Address");
        Objects.requireNonNull(macAddress, "macAddress");
        aliases = Checks.elements("aliases", aliases);
    }
}
