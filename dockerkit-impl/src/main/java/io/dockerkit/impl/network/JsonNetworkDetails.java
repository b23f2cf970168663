package io.dockerkit.impl.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.network.NetworkDetails;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
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
        return first("Subnet");
    }

    @Override
    public Optional<String> gateway() {
        return first("Gateway");
    }

    private Optional<String> first(String field) {
        for (Json config : part("/IPAM/Config").items()) {
            String text = config.at("/" + field).text();
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
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
