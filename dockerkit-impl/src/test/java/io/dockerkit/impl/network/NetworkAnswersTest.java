package io.dockerkit.impl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.network.NetworkSummary;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a network's answer says, in all its forms. */
class NetworkAnswersTest {
    private static final String TWO_FAMILIES =
            "{\"Id\":\"n1\",\"Name\":\"net\",\"EnableIPv4\":true,\"EnableIPv6\":true,\"Attachable\":true,\"Ingress\":false,"
                    + "\"ConfigOnly\":false,\"ConfigFrom\":{\"Network\":\"base\"},\"IPAM\":{\"Driver\":\"default\",\"Options\":{\"a\":\"b\"},"
                    + "\"Config\":[{\"Subnet\":\"10.1.0.0/16\",\"IPRange\":\"10.1.2.0/24\",\"Gateway\":\"10.1.0.1\","
                    + "\"AuxiliaryAddresses\":{\"printer\":\"10.1.0.9\"}},{\"Subnet\":\"fd00:1::/64\",\"Gateway\":\"fd00:1::1\"}]}}";

    private final CannedWire wire =
            new CannedWire(
                    (call, upgrade) ->
                            Canned.json(
                                    200,
                                    call.endsWith("/none") || call.endsWith("/n0")
                                            ? "{\"Id\":\"n0\",\"Name\":\"none\",\"IPAM\":{\"Config\":null}}"
                                            : TWO_FAMILIES));
    private final NetworkCommands networks =
            new NetworkCommands(new NetworkApi(new Rest(wire, "1.48")));

    @Test
    void allSubnetsAndGatewaysOfBothFamiliesAreRead() {
        NetworkDetails details = networks.get("net").inspect();
        assertThat(details.subnets()).containsExactly("10.1.0.0/16", "fd00:1::/64");
        assertThat(details.gateways()).containsExactly("10.1.0.1", "fd00:1::1");
        assertThat(details.subnet()).contains("10.1.0.0/16");
        assertThat(details.gateway()).contains("10.1.0.1");
        NetworkSummary.IpamConfig first = details.ipam().get(0);
        assertThat(first.ipRange()).contains("10.1.2.0/24");
        assertThat(first.auxAddresses()).isEqualTo(Map.of("printer", "10.1.0.9"));
        assertThat(details.ipam().get(1).ipRange()).isEmpty();
        assertThat(details.ipamDriver()).isEqualTo("default");
        assertThat(details.ipamOptions()).isEqualTo(Map.of("a", "b"));
        assertThat(details.ipv4()).isTrue();
        assertThat(details.ipv6()).isTrue();
        assertThat(details.attachable()).isTrue();
        assertThat(details.ingress()).isFalse();
        assertThat(details.configOnly()).isFalse();
        assertThat(details.configFrom()).contains("base");
    }

    @Test
    void anOlderEngineThatDoesNotSaySoHasIpv4AndNoConfiguration() {
        NetworkDetails none = networks.get("none").inspect();
        assertThat(none.ipv4()).isTrue();
        assertThat(none.ipv6()).isFalse();
        assertThat(none.subnets()).isEmpty();
        assertThat(none.gateway()).isEmpty();
        assertThat(none.configFrom()).isEmpty();
    }

    @Test
    void verboseAndScopeAreAskedForAsTheCliDoes() {
        Network network = networks.get("net");
        network.inspect(options -> options.verbose().scope("swarm"));
        network.inspect();
        assertThat(wire.calls())
                .containsExactly(
                        "GET /networks/net",
                        "GET /networks/n1?verbose=true&scope=swarm",
                        "GET /networks/n1");
        assertThatThrownBy(() -> network.inspect(options -> options.scope("planet")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("planet")
                .hasMessageContaining("local, global or swarm");
    }
}
