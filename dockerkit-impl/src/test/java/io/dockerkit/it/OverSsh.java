package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.lab.Sshd;
import io.dockerkit.spi.DockerBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A connection by ssh, through a real server on the loopback interface, which leaves no ssh behind. */
@ExtendWith(Witness.class)
@Timeout(90)
abstract class OverSsh {
    @TempDir static Path home;
    static Sshd sshd;

    DockerBackend backend;
    ContainerCommands containers;

    @BeforeAll
    static void start() throws Exception {
        // more that are not yet let in are turned away: a burst of calls has to queue
        sshd = Sshd.start(home, "MaxStartups 6");
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    @BeforeEach
    void connect() {
        backend = sshd.connect(sshd.address(""));
        containers = new ContainerCommands(backend.containers());
    }

    @AfterEach
    void noSshIsLeft() {
        backend.close();
        List<ProcessHandle> left = sshd.clients(ProcessHandle.current());
        left.forEach(ssh -> ssh.onExit().orTimeout(5, TimeUnit.SECONDS).join());
        assertThat(sshd.clients(ProcessHandle.current())).isEmpty();
        List<ProcessHandle> there = sshd.programs();
        there.forEach(program -> program.onExit().orTimeout(5, TimeUnit.SECONDS).join());
        assertThat(sshd.programs()).isEmpty();
    }

    Container idle() {
        return Witness.run(containers, "ubuntu").interactive().detached().start();
    }
}
