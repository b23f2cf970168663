package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.RAW;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Network.Ipam.Config;
import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails.NetworkEndpoint;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.network.NetworkSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
class NetworksIT {
    private static Container itd(String image, String name, String network) {
        return Containers.run(image)
                .label(KEY, SESSION)
                .interactive()
                .tty()
                .detached()
                .name(name)
                .network(network)
                .start();
    }

    private static List<String> interfaces(String network) {
        return Containers.run("ubuntu")
                .label(KEY, SESSION)
                .rm()
                .network(network)
                .command("ls", "/sys/class/net")
                .execute()
                .requireSuccess()
                .stdout()
                .lines()
                .toList();
    }

    @Test
    void thePredefinedNetworksAreListedAndInspected() {
        assertThat(Networks.list())
                .extracting(NetworkSummary::name)
                .contains("bridge", "host", "none");
        NetworkDetails bridge = Networks.get("bridge").inspect();
        Config seen =
                RAW.inspectNetworkCmd().withNetworkId("bridge").exec().getIpam().getConfig().get(0);
        assertThat(bridge.subnet()).contains(seen.getSubnet());
        assertThat(bridge.gateway()).contains(seen.getGateway());
        assertThat(bridge.driver()).isEqualTo("bridge");
        assertThat(bridge.isPredefined()).isTrue();
        assertThat(Networks.get("host").inspect().subnet()).isEmpty();
    }

    @Test
    void aContainerSeesTheInterfacesOfItsNetwork() {
        assertThat(interfaces("bridge")).contains("eth0", "lo");
        assertThat(interfaces("none")).contains("lo").doesNotContain("eth0");
        String hosts = interfaces("host").toString();
        assertThat(hosts).contains("lo");
        assertThat(interfaces("host").size()).isGreaterThan(interfaces("none").size());
    }

    @Test
    void anOwnNetworkHasTheMaskedSubnetAndItsContainers() {
        String name = Witness.unique("testingIsolatedNetwork");
        String subnet = Witness.subnet();
        Network isolated =
                Networks.create(name)
                        .driver("bridge")
                        .subnet(subnet + ".1/24")
                        .label(KEY, SESSION)
                        .execute();
        Config config =
                RAW.inspectNetworkCmd().withNetworkId(name).exec().getIpam().getConfig().get(0);
        assertThat(config.getSubnet()).isEqualTo(subnet + ".0/24");
        assertThat(isolated.inspect().subnet()).contains(subnet + ".0/24");

        Container inside = itd("ubuntu", Witness.unique("testUbuntu"), name);
        NetworkEndpoint end = inside.inspect().networks().get(name);
        var seen = Witness.container(inside.id()).getNetworkSettings().getNetworks();
        assertThat(seen).containsOnlyKeys(name);
        assertThat(end.ipAddress().orElseThrow())
                .startsWith(subnet + ".")
                .isEqualTo(seen.get(name).getIpAddress());
        assertThat(end.gateway()).contains(seen.get(name).getGateway());
        assertThat(end.prefixLength()).hasValue(24);

        Container running =
                Containers.run("ubuntu").label(KEY, SESSION).interactive().detached().start();
        isolated.connect(running.shortId());
        assertThat(running.inspect().networks()).containsOnlyKeys("bridge", name);
        assertThat(Witness.container(running.id()).getNetworkSettings().getNetworks())
                .containsOnlyKeys("bridge", name);
        assertThat(isolated.inspect().containers()).containsOnlyKeys(inside.id(), running.id());

        isolated.disconnect(running);
        assertThat(Witness.container(running.id()).getNetworkSettings().getNetworks())
                .containsOnlyKeys("bridge");
    }

    @Tag("core")
    @Test
    void addressesAndAliasesReachTheEngine() {
        String name = Witness.unique("addressed");
        String subnet = Witness.subnet();
        Network network =
                Networks.create(name).subnet(subnet + ".0/24").label(KEY, SESSION).execute();
        Container fixed =
                Containers.run("ubuntu")
                        .label(KEY, SESSION)
                        .interactive()
                        .detached()
                        .network(name)
                        .ip(subnet + ".77")
                        .networkAlias("database")
                        .start();
        var seen = Witness.container(fixed.id()).getNetworkSettings().getNetworks().get(name);
        assertThat(seen.getIpAddress()).isEqualTo(subnet + ".77");
        assertThat(seen.getAliases()).contains("database");

        Container later =
                Containers.run("ubuntu").label(KEY, SESSION).interactive().detached().start();
        network.connect(later.id(), options -> options.ip(subnet + ".78").alias("cache"));
        var connected = Witness.container(later.id()).getNetworkSettings().getNetworks().get(name);
        assertThat(connected.getIpAddress()).isEqualTo(subnet + ".78");
        assertThat(connected.getAliases()).contains("cache");
    }

    @Test
    void twoContainersKnowEachOtherOnceTheyShareANetwork() {
        String first = Witness.unique("first");
        String second = Witness.unique("second");
        Networks.create(first).label(KEY, SESSION).execute();
        Networks.create(second).label(KEY, SESSION).execute();
        Container test1 = itd("centos", Witness.unique("test1"), first);
        String name2 = Witness.unique("test2");
        Container test2 = itd("centos", name2, second);

        assertThat(test1.exec("ping", "-c", "1", name2).execute().exitCode()).isNotZero();
        Networks.get(first).connect(test2);
        assertThat(test1.exec("ping", "-c", "1", name2).execute().requireSuccess().stdout())
                .contains("1 received");
        assertThat(Witness.container(test2.id()).getNetworkSettings().getNetworks())
                .containsOnlyKeys(first, second);
    }

    @Tag("core")
    @Test
    void isFoundByNameIdAndBeginningOfTheId() {
        String name = Witness.unique("found");
        Network made = Networks.create(name).label(KEY, SESSION).internal().execute();
        assertThat(Networks.get(name)).isEqualTo(made);
        assertThat(Networks.get(made.id())).isEqualTo(made);
        assertThat(Networks.get(made.id().substring(0, 10))).isEqualTo(made);
        assertThat(Networks.find("there-is-none")).isEmpty();
        assertThat(made.inspect().internal()).isTrue();
        assertThat(made.inspect().labels()).isEqualTo(Map.of(KEY, SESSION));
        assertThat(made.remove().removed()).containsExactly(made.name());
        assertThat(made.remove().isEmpty()).isTrue();
        assertThat(RAW.listNetworksCmd().withNameFilter(name).exec()).isEmpty();
    }

    @Test
    void aLinkCanBeRemovedWithoutItsContainers() {
        Container db =
                Containers.run("ubuntu").label(KEY, SESSION).interactive().detached().start();
        Container web =
                Containers.run("ubuntu")
                        .label(KEY, SESSION)
                        .name(Witness.unique("web"))
                        .link(db.inspect().name(), "db")
                        .interactive()
                        .detached()
                        .start();
        assertThat(Witness.container(web.id()).getHostConfig().getLinks()).hasSize(1);
        assertThat(web.remove(options -> options.link("db")).isEmpty()).isFalse();
        assertThat(Witness.container(web.id()).getHostConfig().getLinks()).isEmpty();
        assertThat(Witness.exists(db.id())).isTrue();
        assertThat(web.remove(options -> options.link("db")).isEmpty()).isTrue();
    }

    @Test
    void theDetailsOfANetworkHaveBothFamiliesAndItsConfiguration() {
        String subnet = Witness.subnet();
        String six =
                "fd00:" + subnet.substring(subnet.indexOf('.') + 1).replace('.', ':') + "::/64";
        NetworkDetails details =
                Networks.create(Witness.unique("both"))
                        .subnet(subnet + ".0/24")
                        .ipRange(subnet + ".128/25")
                        .auxAddress("printer", subnet + ".200")
                        .ipv6()
                        .subnet(six)
                        .attachable()
                        .label(KEY, SESSION)
                        .execute()
                        .inspect(options -> options.verbose());
        assertThat(details.ipv6()).isTrue();
        assertThat(details.attachable()).isTrue();
        assertThat(details.configOnly()).isFalse();
        assertThat(details.subnets()).containsExactly(subnet + ".0/24", six);
        assertThat(details.ipam().get(0).ipRange()).contains(subnet + ".128/25");
        assertThat(details.ipam().get(0).auxAddresses())
                .isEqualTo(Map.of("printer", subnet + ".200"));
        NetworkSummary listed = Networks.query().name(details.name()).list().get(0);
        assertThat(listed.subnets()).isEqualTo(details.subnets());

        Network base =
                Networks.create(Witness.unique("base"))
                        .flag("config-only", "true")
                        .subnet(Witness.subnet() + ".0/24")
                        .label(KEY, SESSION)
                        .execute();
        assertThat(base.inspect().configOnly()).isTrue();
    }
}
