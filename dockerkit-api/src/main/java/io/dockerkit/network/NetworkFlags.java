package io.dockerkit.network;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                            Flag.one(
                                            "subnet",
                                            "address/prefix, such as 182.1.0.0/16",
                                            "Subnet of the network")
                                    .checked(value -> Subnet.masked("--subnet", value))
                                    .writes(
                                            (values, draft) ->
                                                    ipam(draft, "Subnet", values.get(0))),
                            Flag.one("gateway", "an address of the subnet", "Gateway of the subnet")
                                    .checked(value -> Subnet.checkAddress("--gateway", value))
                                    .writes(
                                            (values, draft) ->
                                                    ipam(draft, "Gateway", values.get(0))),
                            Flag.one(
                                            "ip-range",
                                            "address/prefix inside the subnet",
                                            "Range that containers get addresses from")
                                    .checked(value -> Subnet.masked("--ip-range", value))
                                    .writes(
                                            (values, draft) ->
                                                    ipam(draft, "IPRange", values.get(0))),
                            Flag.toggle("internal", "Give containers no way out of the network")
                                    .writes(Words.trueAt("Internal")),
                            Flag.toggle("ipv6", "Give containers IPv6 addresses too")
                                    .writes(Words.trueAt("EnableIPv6")),
                            Flag.many("label", "key or key=value", "Label of the network")
                                    .checked(Words::checkPair)
                                    .writes(Words.pairsAt("Labels")),
                            Flag.many("opt", "key=value", "Option of the driver")
                                    .shorthand('o')
                                    .checked(Words::checkPair)
                                    .writes(Words.pairsAt("Options"))));

    private NetworkFlags() {}

    /** The engine takes a list of subnets; one spec has one. */
    @SuppressWarnings("unchecked")
    private static void ipam(RequestDraft draft, String field, String value) {
        if (draft.get("IPAM/Config") instanceof List<?> list) {
            ((Map<String, Object>) list.get(0)).put(field, value);
        } else {
            Map<String, Object> config = new LinkedHashMap<>();
            config.put(field, value);
            draft.add("IPAM/Config", config);
            draft.put("IPAM/Driver", "default");
        }
    }
}
