package io.dockerkit.network;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the flags about addresses say together: each range, gateway and auxiliary address belongs to the subnet that it lies
 * in. Stateless and thread-safe.
 */
final class Ipam {
    static final String SUBNET = "address/prefix, such as 182.1.0.0/16; several with commas";

    private Ipam() {}

    /** Returns subnets with their host bits cleared, separated by commas as they came. */
    static String masked(String option, String values) {
        return each(values, value -> Subnet.masked(option, value));
    }

    /** Returns addresses, separated by commas as they came. */
    static String addresses(String option, String values) {
        return each(values, value -> Subnet.checkAddress(option, value));
    }

    private static String each(String values, UnaryOperator<String> check) {
        return String.join(",", Words.csv(values).stream().map(check).toList());
    }

    static String auxiliary(String value) {
        Words.checkPair(value);
        Subnet.checkAddress("--aux-address", Words.value(value));
        return value;
    }

    /** Checks what the flags say together, and writes it. */
    static void write(FlagValues flags, RequestDraft draft) {
        Map<String, Map<String, Object>> bySubnet = new LinkedHashMap<>();
        for (String subnet : all(flags, "subnet")) {
            for (String other : bySubnet.keySet()) {
                if (Subnet.contains(subnet, other) || Subnet.contains(other, subnet)) {
                    throw new InvalidOptionException(
                            "--subnet",
                            subnet,
                            "it overlaps with the subnet " + other + " of the same network");
                }
            }
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("Subnet", subnet);
            bySubnet.put(subnet, config);
        }
        for (String range : all(flags, "ip-range")) {
            put(bySubnet, "--ip-range", range, range, "IPRange");
        }
        for (String gateway : all(flags, "gateway")) {
            put(bySubnet, "--gateway", gateway, gateway, "Gateway");
        }
        for (String pair : flags.all("aux-address")) {
            auxiliary(of(bySubnet, "--aux-address", pair, Words.value(pair)))
                    .put(Words.key(pair), Words.value(pair));
        }
        draft.put("IPAM/Driver", flags.value("ipam-driver").orElse("default"));
        bySubnet.values().forEach(config -> draft.add("IPAM/Config", config));
    }

    private static List<String> all(FlagValues flags, String name) {
        List<String> values = new ArrayList<>();
        flags.all(name).forEach(value -> values.addAll(Words.csv(value)));
        return values;
    }

    private static Map<String, Object> of(
            Map<String, Map<String, Object>> bySubnet,
            String option,
            String value,
            String address) {
        for (Map.Entry<String, Map<String, Object>> subnet : bySubnet.entrySet()) {
            if (Subnet.contains(subnet.getKey(), address)) {
                return subnet.getValue();
            }
        }
        throw new InvalidOptionException(
                option,
                value,
                bySubnet.isEmpty()
                        ? "it needs a subnet to lie in; set subnet(…) too"
                        : "it lies in none of the subnets " + bySubnet.keySet());
    }

    private static void put(
            Map<String, Map<String, Object>> bySubnet,
            String option,
            String value,
            String address,
            String field) {
        Object before = of(bySubnet, option, value, address).put(field, value);
        if (before != null) {
            throw new InvalidOptionException(
                    option, value, "the same subnet has " + before + " already");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> auxiliary(Map<String, Object> config) {
        return (Map<String, Object>)
                config.computeIfAbsent(
                        "AuxiliaryAddresses", n -> new LinkedHashMap<String, Object>());
    }
}
