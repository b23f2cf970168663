package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerDetails.HostConfig;
import io.dockerkit.container.ContainerQuery;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.Port;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What lists and details say of containers, and what is done to all that a list finds. */
@ExtendWith(Witness.class)
@Timeout(60)
class ContainerListIT {
    private static ContainerQuery mine(String label) {
        return Containers.query().label(label);
    }

    private static Container sleeping(String label) {
        return Witness.run("busybox").label(label).command("sleep", "600").detached().start();
    }

    @Test
    void sizesAreCountedWhenTheyAreAskedFor() {
        String label = Witness.unique("sized");
        Container written =
                Witness.run("busybox")
                        .label(label)
                        .command("sh", "-c", "head -c 5000 /dev/zero >/file")
                        .detached()
                        .start();
        assertThat(written.awaitExit()).isZero();

        ContainerDetails plain = written.inspect();
        ContainerDetails sized = written.inspect(options -> options.size());
        ContainerSummary listed = mine(label).all().size().list().get(0);

        assertThat(plain.writableSize()).isEmpty();
        assertThat(plain.totalSize()).isEmpty();
        assertThat(mine(label).all().list().get(0).writableSize()).isEmpty();
        assertThat(sized.writableSize()).hasValue(5000);
        assertThat(sized.totalSize().getAsLong()).isGreaterThan(5000);
        assertThat(listed.writableSize()).isEqualTo(sized.writableSize());
        assertThat(listed.totalSize()).isEqualTo(sized.totalSize());
    }

    @Test
    void exposedPortsAreListedPublishedOrNot() {
        String label = Witness.unique("exposed");
        Container container =
                Containers.run("busybox")
                        .label(KEY, SESSION)
                        .label(label)
                        .expose("81")
                        .expose("53/udp")
                        .publish("80")
                        .command("sleep", "600")
                        .detached()
                        .start();
        ContainerSummary listed = mine(label).list().get(0);
        assertThat(listed.exposedPorts()).containsExactly(Port.udp(53), Port.tcp(80), Port.tcp(81));
        assertThat(listed.ports()).extracting(Port.Binding::containerPort).contains(Port.tcp(80));
        HostConfig host = container.inspect().hostConfig();
        assertThat(host.portBindings()).containsExactly(new Port.Binding(Port.tcp(80), "", 0));
        container.kill();
    }

    @Test
    void theHostConfigIsWhatTheRunAskedFor() {
        Container container =
                Witness.run("busybox")
                        .memory("64m")
                        .memorySwap("128m")
                        .cpus(0.5)
                        .pidsLimit(50)
                        .restart("on-failure:3")
                        .logDriver("json-file")
                        .logOpt("max-size", "1m")
                        .capAdd("NET_ADMIN")
                        .capDrop("MKNOD")
                        .readOnly()
                        .addHost("db", "10.0.0.2")
                        .entrypoint("sh")
                        .command("-c", "exit 0")
                        .create();
        ContainerDetails details = container.inspect();
        HostConfig host = details.hostConfig();
        assertThat(host.memory()).hasValue(64L << 20);
        assertThat(host.memorySwap()).hasValue(128L << 20);
        assertThat(host.memoryReservation()).isEmpty();
        assertThat(host.cpus()).hasValue(0.5);
        assertThat(host.pidsLimit()).hasValue(50);
        assertThat(host.restart()).isEqualTo("on-failure:3");
        assertThat(host.logDriver()).contains("json-file");
        assertThat(host.logOptions()).isEqualTo(Map.of("max-size", "1m"));
        assertThat(host.privileged()).isFalse();
        assertThat(host.readOnly()).isTrue();
        assertThat(host.capAdd()).hasSize(1).first().asString().endsWith("NET_ADMIN");
        assertThat(host.capDrop()).hasSize(1).first().asString().endsWith("MKNOD");
        assertThat(host.addHost()).containsExactly("db:10.0.0.2");
        assertThat(details.entrypoint()).containsExactly("sh");
        assertThat(details.restartCount()).isZero();

        HostConfig plain = Witness.run("busybox").create().inspect().hostConfig();
        assertThat(plain.memory()).isEmpty();
        assertThat(plain.cpus()).isEmpty();
        assertThat(plain.pidsLimit()).isEmpty();
        assertThat(plain.restart()).isEqualTo("no");
        assertThat(plain.capAdd()).isEmpty();
    }

    @Test
    void allThatAQueryFindsIsSampledAndFollowed() {
        String label = Witness.unique("sampled");
        Container first = sleeping(label);
        Container second = sleeping(label);
        Container created = Witness.run("busybox").label(label).create();

        assertThat(mine(label).stats().execute())
                .extracting(ContainerStats::id)
                .containsExactly(second.id(), first.id());
        assertThat(mine(label).stats().execute()).allMatch(stats -> stats.memoryUsage() > 0);
        assertThat(mine(label).all().stats().execute()).hasSize(3);

        Set<String> seen = new HashSet<>();
        Container[] third = new Container[1];
        try (Stream<ContainerStats> samples = mine(label).stats().stream()) {
            boolean all =
                    samples.anyMatch(
                            sample -> {
                                if (third[0] == null) {
                                    third[0] = sleeping(label);
                                }
                                seen.add(sample.id());
                                return seen.size() == 3;
                            });
            assertThat(all).isTrue();
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(first.id(), second.id(), third[0].id())
                .doesNotContain(created.id());
    }

    @Test
    void allThatAQueryFindsIsPausedKilledAndWaitedFor() {
        String label = Witness.unique("together");
        Container first = sleeping(label);
        Container second = sleeping(label);
        mine(label).pauseAll();
        assertThat(mine(label).status("paused").list()).hasSize(2);
        mine(label).unpauseAll();
        mine(label).killAll();
        assertThat(mine(label).all().awaitExitAll())
                .containsExactly(Map.entry(second, 137), Map.entry(first, 137));
        mine(label).all().startAll();
        assertThat(mine(label).list()).hasSize(2);
        assertThat(mine(label).latest().list()).hasSize(1);
        mine(label).killAll();
    }

    @Test
    void anArchiveKeepsItsOwnersAndALinkIsFollowed() throws Exception {
        Container source =
                Witness.run("busybox")
                        .command(
                                "sh",
                                "-c",
                                "mkdir /d; touch /d/f; chown 12:34 /d/f; ln -s /d /link")
                        .detached()
                        .start();
        source.awaitExit();
        Container target = sleeping(Witness.unique("target"));
        byte[] tar;
        try (InputStream archive = source.copyFrom("/link", options -> options.followLink())) {
            tar = archive.readAllBytes();
        }
        target.copyTo(new ByteArrayInputStream(tar), "/tmp", options -> options.archive());
        assertThat(target.exec("stat", "-c", "%u:%g", "/tmp/d/f").execute().stdout())
                .isEqualTo("12:34\n");
        target.kill();
    }

    @Test
    void aCheckpointOfAnEngineWithoutExperimentalFeaturesIsRefused() {
        Container container = Witness.run("busybox").create();
        assertThatThrownBy(() -> container.start(options -> options.checkpoint("warm")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--checkpoint")
                .hasMessageContaining("experimental");
        assertThat(container.inspect().state().status()).isEqualTo("created");
    }

    @Test
    void whatTheEngineWarnsOfIsAtTheHandle() {
        Container container = Witness.run("busybox").flag("oom-kill-disable", "true").create();
        assertThat(container.warnings()).anyMatch(warning -> warning.contains("OOM"));
        assertThat(Containers.get(container.id()).warnings()).isEmpty();
    }
}
