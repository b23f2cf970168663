package io.dockerkit.network;

import io.dockerkit.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One network as {@code docker network ls} lists it.
 *
 * <p>Immutable and thread-safe.
 */
public interface NetworkSummary {
    /** Returns the full id of 64 hex digits. */
    String id();

    /** Returns the name. */
    String name();

    /** Returns the driver: {@code bridge}, {@code host}, {@code null}, {@code overlay}, … */
    String driver();

    /** Returns {@code local}, {@code global} or {@code swarm}. */
    String scope();

    /** Returns when it was created. */
    Instant created();

    /** Returns whether its containers have no way out. */
    boolean internal();

    /** Returns its first subnet in CIDR form; empty if it has none, as {@code host} and {@code none}. */
    Optional<String> subnet();

    /** Returns the gateway of its first subnet; empty if it has none. */
    Optional<String> gateway();

    /** Returns all its subnets in CIDR form, IPv4 and IPv6; empty if it has none. */
    default List<String> subnets() {
        return ipam().stream().map(IpamConfig::subnet).flatMap(Optional::stream).toList();
    }

    /** Returns the gateways of all its subnets, IPv4 and IPv6; empty if it has none. */
    default List<String> gateways() {
        return ipam().stream().map(IpamConfig::gateway).flatMap(Optional::stream).toList();
    }

    /** Returns how it gives out addresses, an entry for each subnet: {@code IPAM.Config}. */
    List<IpamConfig> ipam();

    /** Returns the driver that gives out its addresses, {@code default} unless another was chosen: {@code IPAM.Driver}. */
    String ipamDriver();

    /** Returns the options of the driver that gives out its addresses: {@code IPAM.Options}. */
    Map<String, String> ipamOptions();

    /** Returns whether its containers get IPv4 addresses; true for engines that do not say: {@code EnableIPv4}. */
    boolean ipv4();

    /** Returns whether its containers get IPv6 addresses: {@code EnableIPv6}. */
    boolean ipv6();

    /** Returns whether containers can be connected to it by hand, if it is a network of a swarm: {@code Attachable}. */
    boolean attachable();

    /** Returns whether it is the routing mesh of a swarm: {@code Ingress}. */
    boolean ingress();

    /** Returns whether it is only a configuration for other networks: {@code ConfigOnly}. */
    boolean configOnly();

    /** Returns the network that it takes its configuration from; empty for its own: {@code ConfigFrom.Network}. */
    Optional<String> configFrom();

    /** Returns the labels. */
    Map<String, String> labels();

    /** Returns whether every engine has it and none lets it go: {@code bridge}, {@code host} and {@code none}. */
    default boolean isPredefined() {
        return name().equals("bridge") || name().equals("host") || name().equals("none");
    }

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /**
     * How a network gives out the addresses of one subnet: an entry of {@code IPAM.Config}.
     *
     * <p>Immutable and thread-safe.
     */
    interface IpamConfig {
        /** Returns the subnet in CIDR form. */
        Optional<String> subnet();

        /** Returns the range that containers get addresses from, in CIDR form; empty for the whole subnet. */
        Optional<String> ipRange();

        /** Returns the gateway. */
        Optional<String> gateway();

        /** Returns the addresses that containers do not get, by their names. */
        Map<String, String> auxAddresses();
    }
}
