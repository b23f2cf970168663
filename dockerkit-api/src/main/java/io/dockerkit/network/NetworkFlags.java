package io.dockerkit.network;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Words;
import java.util.List;

/** The flags of {@code docker network create}, as rows of one table. */
final class NetworkFlags {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker network create",
                            List.of(
                                    Flag.toggle(
                                                    "attachable",
                                                    "Let containers attach to a swarm network by hand")
                                            .writes(Words.trueAt("Attachable")),
                                    Flag.one(
                                                    "driver",
                                                    "the name of a driver: bridge, macvlan, overlay, …",
                                                    "Driver of the network")
                                            .shorthand('d')
                                            .checked(Words::checkPair)
                                            .writes(Words.textAt("Driver")),
                                    Flag.many("subnet", Ipam.SUBNET, "Subnet of the network")
                                            .checked(value -> Ipam.masked("--subnet", value)),
                                    Flag.many(
                                                    "gateway",
                                                    "an address of a subnet",
                                                    "Gateway of a subnet")
                                            .checked(value -> Ipam.addresses("--gateway", value)),
                                    Flag.many(
                                                    "ip-range",
                                                    "address/prefix inside a subnet",
                                                    "Range that containers get addresses from")
                                            .checked(value -> Ipam.masked("--ip-range", value)),
                                    Flag.many(
                                                    "aux-address",
                                                    "name=address, the address one of a subnet",
                                                    "Address that containers do not get")
                                            .checked(Ipam::auxiliary),
                                    Flag.one(
                                                    "ipam-driver",
                                                    "the name of a driver",
                                                    "Driver of the addresses")
                                            .checked(Words::checkNotBlank),
                                    Flag.many(
                                                    "ipam-opt",
                                                    "key=value",
                                                    "Option of the driver of the addresses")
                                            .checked(Words::checkPair)
                                            .writes(Words.pairsAt("IPAM/Options")),
                                    Flag.toggle("ipv4", "Give containers IPv4 addresses")
                                            .onByDefault()
                                            .kept()
                                            .since("1.48")
                                            .writes(Words.switchAt("EnableIPv4")),
                                    Flag.toggle("ingress", "Make it the routing mesh of a swarm")
                                            .writes(Words.trueAt("Ingress")),
                                    Flag.one(
                                                    "scope",
                                                    "local, global or swarm",
                                                    "Scope of the network")
                                            .writes(Words.textAt("Scope")),
                                    Flag.toggle(
                                                    "config-only",
                                                    "Make a configuration for other networks alone")
                                            .writes(Words.trueAt("ConfigOnly")),
                                    Flag.one(
                                                    "config-from",
                                                    "the name of a network",
                                                    "Network to copy the configuration from")
                                            .writes(Words.textAt("ConfigFrom/Network")),
                                    Flag.toggle(
                                                    "internal",
                                                    "Give containers no way out of the network")
                                            .writes(Words.trueAt("Internal")),
                                    Flag.toggle("ipv6", "Give containers IPv6 addresses too")
                                            .kept()
                                            .writes(Words.switchAt("EnableIPv6")),
                                    Flag.many("label", "key or key=value", "Label of the network")
                                            .checked(Words::checkLabel)
                                            .writes(Words.pairsAt("Labels")),
                                    Flag.many("opt", "key=value", "Option of the driver")
                                            .shorthand('o')
                                            .checked(Words::checkPair)
                                            .writes(Words.pairsAt("Options"))))
                    .flagsAnywhere();

    private NetworkFlags() {}
}
