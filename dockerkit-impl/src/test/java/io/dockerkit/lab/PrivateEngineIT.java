package io.dockerkit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.container.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that a test may kill is a real one, and leaves nothing. */
@Timeout(120)
class PrivateEngineIT {
    @Test
    void itRunsContainersComesBackAfterAKillAndLeavesNothing() throws Exception {
        Path directory;
        long pid;
        try (PrivateEngine engine = PrivateEngine.start();
                Docker docker = engine.connect()) {
            directory = engine.socket().getParent();
            assertThat(
                            docker.containers()
                                    .run(PrivateEngine.IMAGE)
                                    .network("host")
                                    .command("echo", "hello")
                                    .execute()
                                    .stdout())
                    .isEqualTo("hello\n");
            Container sleeping =
                    docker.containers()
                            .run(PrivateEngine.IMAGE)
                            .network("host")
                            .detached()
                            .command("sleep", "600")
                            .start();
            engine.kill();
            assertThatThrownBy(() -> docker.engine().ping())
                    .isInstanceOf(DockerUnavailableException.class);
            engine.startAgain();
            assertThat(sleeping.inspect().state().running()).isFalse();
            sleeping.start();
            pid = engine.pid();
            // the processes of its container are ended without it
            engine.kill();
        }
        assertThat(Daemon.hasEnded(pid)).isTrue();
        assertThat(directory).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(directory + "/");
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(p -> p.info().commandLine().orElse("").contains(directory.toString()));
    }

    @Test
    void anEngineThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> PrivateEngine.start("--no-such-flag"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dockerd did not start")
                .hasMessageContaining("no-such-flag");
    }
}
