package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ConflictException;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.ContainerExitException;
import io.dockerkit.ContainerStartException;
import io.dockerkit.Containers;
import io.dockerkit.NameInUseException;
import io.dockerkit.Networks;
import io.dockerkit.PortInUseException;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.container.run.RunSpec;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What errors carry for programs: holders, exit codes, and whether memory was wanting. */
@ExtendWith(Witness.class)
@Timeout(120)
class EvidenceIT {
    private static RunSpec ubuntu() {
        return Containers.run("ubuntu").label(KEY, SESSION);
    }

    private static <T extends ConflictException> Consumer<T> heldBy(Holder holder) {
        return e -> assertThat(e.holders()).containsExactly(holder);
    }

    @Test
    void aNameHasItsContainerOrNetwork() {
        String name = Witness.unique("web");
        Container first = ubuntu().name(name).create();
        Holder holder = new Holder("container", first.id(), name);
        assertThatThrownBy(() -> ubuntu().name(name).create())
                .isInstanceOfSatisfying(NameInUseException.class, heldBy(holder));
        Container second = ubuntu().create();
        assertThatThrownBy(() -> second.rename(name))
                .isInstanceOfSatisfying(NameInUseException.class, heldBy(holder));
        var network = Networks.create(name).label(KEY, SESSION).execute();
        assertThatThrownBy(() -> Networks.create(name).label(KEY, SESSION).execute())
                .isInstanceOfSatisfying(
                        NameInUseException.class,
                        heldBy(new Holder("network", network.id(), name)));
    }

    @Test
    void aNetworkAndAVolumeHaveTheirUsers() {
        String name = Witness.unique("used");
        var network = Networks.create(name).label(KEY, SESSION).execute();
        var volume = Volumes.create(name).label(KEY, SESSION).execute();
        Container user =
                ubuntu().name(name)
                        .network(name)
                        .volume(name, "/data")
                        .interactive()
                        .detached()
                        .start();
        Holder holder = new Holder("container", user.id(), name);
        assertThatThrownBy(network::remove)
                .isInstanceOfSatisfying(ConflictException.class, heldBy(holder));
        assertThatThrownBy(volume::remove)
                .isInstanceOfSatisfying(ConflictException.class, heldBy(holder));
    }

    @Test
    void aPortHasTheProcessOfTheHostThatListensThere() throws Exception {
        long me = ProcessHandle.current().pid();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "127.0.0.1:" + taken.getLocalPort() + ":80";
            assertThatThrownBy(() -> ubuntu().publish(port).detached().start())
                    .isInstanceOfSatisfying(
                            PortInUseException.class,
                            heldBy(new Holder("process", String.valueOf(me), "java")));
            Container created = ubuntu().publish(port).create();
            assertThatThrownBy(created::start)
                    .isInstanceOfSatisfying(
                            PortInUseException.class,
                            heldBy(new Holder("process", String.valueOf(me), "java")));
        }
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String port = "127.0.0.1:" + taken.getLocalPort() + ":53/udp";
            assertThatThrownBy(() -> ubuntu().publish(port).detached().start())
                    .isInstanceOfSatisfying(
                            PortInUseException.class,
                            heldBy(new Holder("process", String.valueOf(me), "java")));
        }
        assertThat(Witness.labelled()).hasSize(1);
    }

    @Test
    void aPortHasTheContainerThatPublishesIt() {
        String name = Witness.unique("web");
        Container first = ubuntu().name(name).port(0, 80).interactive().detached().start();
        int port = first.hostPort(80);
        assertThatThrownBy(() -> ubuntu().port(port, 80).detached().start())
                .isInstanceOfSatisfying(
                        PortInUseException.class,
                        heldBy(new Holder("container", first.id(), name)));
        // the same number of the other protocol is free
        assertThat(ubuntu().publish(port + ":80/udp").command("true").execute().exitCode())
                .isZero();
    }

    private static RunResult outOfMemory(boolean rm) {
        // at once, it could be over before containerd watches its memory
        RunSpec spec = ubuntu().memory("16m").command("sh", "-c", "sleep 1; tail /dev/zero");
        RunResult killed = (rm ? spec.rm() : spec).execute();
        assertThat(killed.exitCode()).isEqualTo(137);
        return killed;
    }

    private static void assertOutOfMemory(RunResult killed) {
        assertThat(killed.oomKilled()).isTrue();
        assertThatThrownBy(killed::requireSuccess)
                .isInstanceOfSatisfying(
                        ContainerExitException.class, e -> assertThat(e.oomKilled()).isTrue());
    }

    @Test
    void wantOfMemoryIsToldAlsoWhenTheContainerIsGone() {
        assertOutOfMemory(outOfMemory(false));
        // an engine that learns of the missing memory after the removal tells nobody: once in some
        // ten runs of all tests
        RunResult removed = outOfMemory(true);
        for (int i = 0; i < 2 && !removed.oomKilled(); i++) {
            removed = outOfMemory(true);
        }
        assertOutOfMemory(removed);
        RunResult other = ubuntu().rm().init().command("sh", "-c", "kill -9 $$").execute();
        assertThat(other.exitCode()).isEqualTo(137);
        assertThat(other.oomKilled()).isFalse();
    }

    @Test
    void aStartThatFailsHasTheCodeOfTheCommandLine() {
        Container stopped = ubuntu().create();
        assertThatThrownBy(() -> ubuntu().command("/nowhere/to/be/found").execute())
                .isInstanceOfSatisfying(
                        ContainerStartException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(127));
        assertThatThrownBy(() -> ubuntu().command("/etc").execute())
                .isInstanceOfSatisfying(
                        ContainerStartException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(126));
        assertThatThrownBy(() -> ubuntu().network("container:" + stopped.id()).execute())
                .isInstanceOfSatisfying(
                        ContainerStartException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(125));
    }

    @Test
    void anExecThatCannotBeCarriedOutSaysWhy() {
        Container container = ubuntu().interactive().detached().start();
        ExecResult missing = container.exec("/nowhere/to/be/found").execute();
        assertThatThrownBy(missing::requireSuccess)
                .isInstanceOf(ContainerExitException.class)
                .hasMessageContaining("the image has no such program");
        ExecResult forbidden = container.exec("/etc/passwd").execute();
        assertThat(forbidden.exitCode()).isEqualTo(126);
        assertThatThrownBy(forbidden::requireSuccess)
                .hasMessageContaining(
                        "exit code 126 (the program is there but may not be executed");
    }
}
