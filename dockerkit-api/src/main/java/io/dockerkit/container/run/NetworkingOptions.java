package io.dockerkit.container.run;

import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.network.Network;
import java.util.Objects;

/**
 * How the container is connected.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class NetworkingOptions<S extends NetworkingOptions<S>> extends StorageOptions<S> {
    /**
     * Connects the container to a network: {@code bridge}, {@code host}, {@code none}, {@code container:other}, the name of
     * an own one, or the CLI's long syntax {@code name=…,alias=…,ip=…}: {@code --network}. May be given more than once.
     */
    public S network(String network) {
        return flag("network", Checks.text("--network", "network", network));
    }

    /** Connects the container to a network: {@code --network}. May be given more than once. */
    public S network(Network network) {
        return network(Objects.requireNonNull(network, "network").name());
    }

    /** Uses the network of another container, with its addresses and ports: {@code --network container:…}. */
    public S networkContainer(Container container) {
        return network("container:" + Objects.requireNonNull(container, "container").id());
    }

    /** Adds a name by which others in the first network find the container: {@code --network-alias}. */
    public S networkAlias(String name) {
        return flag("network-alias", Checks.text("--network-alias", "name", name));
    }

    /** Sets the IPv4 address in the first network: {@code --ip}. */
    public S ip(String address) {
        return flag("ip", Checks.text("--ip", "address", address));
    }

    /** Sets the IPv6 address in the first network: {@code --ip6}. */
    public S ip6(String address) {
        return flag("ip6", Checks.text("--ip6", "address", address));
    }

    /** Sets the host name inside the container: {@code --hostname}. */
    public S hostname(String name) {
        return flag("hostname", Checks.text("--hostname", "name", name));
    }

    /** Adds a line to the container's hosts file; {@code host-gateway} stands for the host's address: {@code --add-host}. */
    public S addHost(String host, String address) {
        Checks.text("--add-host", "host", host);
        Checks.text("--add-host", "address", address);
        Addresses.nameFirst("--add-host", "addHost", host, address);
        return flag("add-host", Checks.withoutColon("--add-host", "host", host) + ":" + address);
    }

    /** Adds a DNS server: {@code --dns}. */
    public S dns(String address) {
        return flag("dns", Checks.text("--dns", "address", address));
    }

    /** Adds a link-local address in the first network: {@code --link-local-ip}. */
    public S linkLocalIp(String address) {
        return flag("link-local-ip", Checks.text("--link-local-ip", "address", address));
    }

    /** Sets the MAC address in the first network: {@code --mac-address}. */
    public S macAddress(String address) {
        return flag("mac-address", Checks.text("--mac-address", "address", address));
    }

    /** Links to another container, which is found by {@code alias} too: {@code --link}. */
    public S link(String container, String alias) {
        return flag(
                "link",
                Checks.withoutColon("--link", "container", container)
                        + ":"
                        + Checks.withoutColon("--link", "alias", alias));
    }

    /** Links to another container, which is found by {@code alias} too: {@code --link}. */
    public S link(Container container, String alias) {
        return link(Objects.requireNonNull(container, "container").id(), alias);
    }

    /** Sets the domain of the container: {@code --domainname}. */
    public S domainname(String name) {
        return flag("domainname", Checks.text("--domainname", "name", name));
    }

    /** Adds an option of resolv.conf, {@code ndots:2} for instance: {@code --dns-option}. */
    public S dnsOption(String option) {
        return flag("dns-option", Checks.text("--dns-option", "option", option));
    }

    /** Adds a domain to search names in; {@code .} for none: {@code --dns-search}. */
    public S dnsSearch(String domain) {
        return flag("dns-search", Checks.text("--dns-search", "domain", domain));
    }
}
