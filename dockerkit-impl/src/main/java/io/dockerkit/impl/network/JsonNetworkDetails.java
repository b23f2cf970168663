package io.dockerkit.impl.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.network.NetworkDetails;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine said about a network, in its list or alone. Immutable and thread-safe. */
final class JsonNetworkDetails extends ApiObject implements NetworkDetails {
    JsonNetworkDetails(JsonNode said) {
        super(said);
    }

    @Override
    public String id() {
        return text("/Id");
    }

    @Override
    public String name() {
        return text("/Name");
    }

    @Override
    public String driver() {
        return text("/Driver");
    }

    @Override
    public String scope() {
        return text("/Scope");
    }

    @Override
    public Instant created() {
        return timeOrEpoch("/Created");
    }

    @Override
    public boolean internal() {
        return part("/Internal").bool();
    }

    @Override
    public Optional<String> subnet() {
        return subnets().stream().findFirst();
    }

    @Override
    public Optional<String> gateway() {
        return gateways().stream().findFirst();
    }

    @Override
    public List<IpamConfig> ipam() {
        return part("/IPAM/Config").items().stream()
                .map(said -> (IpamConfig) new JsonIpamConfig(said))
                .toList();
    }

    @Override
    public String ipamDriver() {
        return text("/IPAM/Driver");
    }

    @Override
    public Map<String, String> ipamOptions() {
        return part("/IPAM/Options").textFields();
    }

    @Override
    public boolean ipv4() {
        return !part("/EnableIPv4").exists() || part("/EnableIPv4").bool();
    }

    @Override
    public boolean ipv6() {
        return part("/EnableIPv6").bool();
    }

    @Override
    public boolean attachable() {
        return part("/Attachable").bool();
    }

    @Override
    public boolean ingress() {
        return part("/Ingress").bool();
    }

    @Override
    public boolean configOnly() {
        return part("/ConfigOnly").bool();
    }

    @Override
    public Optional<String> configFrom() {
        return present(part("/ConfigFrom/Network"));
    }

    /** How the addresses of one subnet are given out. */
    private record JsonIpamConfig(Json said) implements IpamConfig {
        private Optional<String> text(String field) {
            return present(said.at("/" + field));
        }

        @Override
        public Optional<String> subnet() {
            return text("Subnet");
        }

        @Override
        public Optional<String> ipRange() {
            return text("IPRange");
        }

        @Override
        public Optional<String> gateway() {
            return text("Gateway");
        }

        @Override
        public Map<String, String> auxAddresses() {
            return said.at("/AuxiliaryAddresses").textFields();
        }

        /** Returns subnet and gateway. */
        @Override
        public String toString() {
            return subnet().orElse("") + gateway().map(address -> " by " + address).orElse("");
        }
    }

    @Override
    public Map<String, String> labels() {
        return part("/Labels").textFields();
    }

    @Override
    public Map<String, Member> containers() {
        Map<String, Member> members = new LinkedHashMap<>();
        part("/Containers").fields().forEach((id, said) -> members.put(id, member(said)));
        return Collections.unmodifiableMap(members);
    }

    private static Member member(Json said) {
        return new ReportedMember(
                said.at("/Name").text(),
                said.at("/EndpointID").text(),
                present(said.at("/MacAddress")),
                present(said.at("/IPv4Address")),
                present(said.at("/IPv6Address")));
    }

    @Override
    public Map<String, String> options() {
        return part("/Options").textFields();
    }

    /** Returns name, driver and subnet. */
    @Override
    public String toString() {
        return "network " + name() + " (" + driver() + subnet().map(s -> ", " + s).orElse("") + ")";
    }
}
