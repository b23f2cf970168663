package io.dockerkit.container;

import io.dockerkit.cli.FlagOptions;

/**
 * How the container is connected.
 *
 * @param <S> the spec that an option returns
 */
public interface NetworkingOptions<S extends NetworkingOptions<S>> extends FlagOptions<S> {
    /**
     * Connects the container to a network: {@code bridge}, {@code host}, {@code none}, {@code container:other}, the name of
     * an own one, or the CLI's long syntax {@code name=…,alias=…,ip=…}: {@code --network}. May be given more than once.
     */
    default S network(String network) {
        return flag("network", network);
    }

    /** Adds a name by which others in the first network find the container: {@code --network-alias}. */
    default S networkAlias(String name) {
        return flag("network-alias", name);
    }

    /** Sets the IPv4 address in the first network: {@code --ip}. */
    default S ip(String address) {
        return flag("ip", address);
    }

    /** Sets the IPv6 address in the first network: {@code --ip6}. */
    default S ip6(String address) {
        return flag("ip6", address);
    }

    /** Sets the host name inside the container: {@code --hostname}. */
    default S hostname(String name) {
        return flag("hostname", name);
    }

    /** Adds a line to the container's hosts file; {@code host-gateway} stands for the host's address: {@code --add-host}. */
    default S addHost(String host, String address) {
        return flag("add-host", host + ":" + address);
    }

    /** Adds a DNS server: {@code --dns}. */
    default S dns(String address) {
        return flag("dns", address);
    }

    /** Adds a link-local address in the first network: {@code --link-local-ip}. */
    default S linkLocalIp(String address) {
        return flag("link-local-ip", address);
    }

    /** Sets the MAC address in the first network: {@code --mac-address}. */
    default S macAddress(String address) {
        return flag("mac-address", address);
    }

    /** Links to another container, which is found by {@code alias} too: {@code --link}. */
    default S link(String container, String alias) {
        return flag("link", container + ":" + alias);
    }

    /** Sets the domain of the container: {@code --domainname}. */
    default S domainname(String name) {
        return flag("domainname", name);
    }

    /** Adds an option of resolv.conf, {@code ndots:2} for instance: {@code --dns-option}. */
    default S dnsOption(String option) {
        return flag("dns-option", option);
    }

    /** Adds a domain to search names in; {@code .} for none: {@code --dns-search}. */
    default S dnsSearch(String domain) {
        return flag("dns-search", domain);
    }
}
