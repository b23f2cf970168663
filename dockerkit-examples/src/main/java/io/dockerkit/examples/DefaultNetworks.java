package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.network.NetworkSummary;
import java.util.List;

/** {@code docker network ls}, {@code docker run --network}. */
public final class DefaultNetworks implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new DefaultNetworks());
    }

    @Override
    public String title() {
        return "bridge, none and host: what they are, and which interfaces a container sees in each";
    }

    @Override
    public void play(Transcript t) {
        t.docker("docker network ls");
        List<NetworkSummary> networks = Networks.list();
        t.shows(networks.stream().filter(NetworkSummary::isPredefined).toArray());
        t.check(
                "all three are there",
                networks.stream().filter(NetworkSummary::isPredefined).count() == 3);

        t.docker("docker network inspect bridge");
        NetworkDetails bridge = Networks.get("bridge").inspect();
        t.shows(bridge.subnet().orElse("none"), bridge.gateway().orElse("none"));
        t.check("it has a subnet", bridge.subnet().orElse("").contains("/"));
        t.check("and a gateway", bridge.gateway().orElse("").contains("."));

        t.docker("docker run ubuntu ls /sys/class/net");
        List<String> inBridge =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .command("ls", "/sys/class/net")
                        .execute()
                        .stdout()
                        .lines()
                        .toList();
        t.shows(inBridge);
        t.check("it sees lo and eth0", inBridge.containsAll(List.of("eth0", "lo")));

        t.docker("docker run --network none ubuntu ls /sys/class/net");
        List<String> inNone =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .network("none")
                        .command("ls", "/sys/class/net")
                        .execute()
                        .stdout()
                        .lines()
                        .toList();
        t.shows(inNone);
        t.check("it has no way out", !inNone.contains("eth0") && inNone.contains("lo"));

        t.docker("docker run --network host ubuntu ls /sys/class/net");
        List<String> inHost =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .network("host")
                        .command("ls", "/sys/class/net")
                        .execute()
                        .stdout()
                        .lines()
                        .toList();
        t.shows(inHost);
        t.check("it sees more than its own: those of the host", inHost.size() > inNone.size());
    }
}
