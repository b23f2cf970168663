package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnContainerTest {
    private static final String OWN = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    @TempDir Path root;

    private OwnContainer own() {
        return new OwnContainer(root);
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aMachineIsNoContainer() {
        assertThat(own().inContainer()).isFalse();
        assertThat(own().ids()).isEmpty();
        assertThat(own().gateway()).isEmpty();
    }

    @Test
    void dockersAndPodmansFilesTell() throws IOException {
        file("run/.containerenv", "");
        assertThat(own().inContainer()).isTrue();
        Files.delete(root.resolve("run/.containerenv"));
        file(".dockerenv", "");
        assertThat(own().inContainer()).isTrue();
    }

    @Test
    void theOwnIdIsThatOfTheMountedHostNameAndNotOfAContainerWithin() throws IOException {
        file(
                "proc/self/mountinfo",
                "22 1 0:21 /var/lib/docker/containers/%s/hostname /etc/hostname rw - ext4 /dev/a rw%n"
                                .formatted(OWN)
                        + "23 1 0:22 / /var/lib/docker/containers/%s/mounts/shm rw - tmpfs shm rw%n"
                                .formatted(OTHER)
                        + "24 1 0:23 /run/docker.sock /run/docker.sock rw - tmpfs tmpfs rw%n"
                                .formatted());
        assertThat(own().ids()).containsExactly(OWN);
        assertThat(own().isMounted("/run/docker.sock")).isTrue();
        assertThat(own().isMounted("/run/other.sock")).isFalse();
    }

    @Test
    void podmansFilesAndControlGroupsNameTheIdToo() throws IOException {
        file(
                "proc/self/mountinfo",
                "22 1 0:21 /overlay-containers/%s/userdata/hosts /etc/hosts rw - tmpfs tmpfs rw%n"
                        .formatted(OWN));
        assertThat(own().ids()).containsExactly(OWN);
        file("proc/self/mountinfo", "");
        file(
                "proc/self/cgroup",
                "4:memory:/docker/" + OWN + "\n0::/system.slice/docker-" + OTHER + ".scope\n");
        file("etc/hostname", "abababababab\n");
        assertThat(own().ids()).containsExactly(OWN, OTHER, "abababababab");
    }

    @Test
    void theGatewayIsThatOfTheDefaultRoute() throws IOException {
        file(
                "proc/net/route",
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                        + "eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
                        + "eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
        assertThat(own().gateway()).contains("172.17.0.1");
    }
}
