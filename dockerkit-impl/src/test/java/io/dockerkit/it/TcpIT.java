package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotRunningException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.lab.Relay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same engine by tcp: a relay in this process passes the bytes on to its socket. */
@ExtendWith(Witness.class)
@Timeout(60)
class TcpIT {
    private Relay relay;
    private Docker docker;

    @BeforeEach
    void connect() throws IOException {
        String engine;
        try (Docker own = Docker.connect()) {
            engine = own.host();
        }
        if (engine.startsWith("unix://")) {
            relay = new Relay(Path.of(engine.substring("unix://".length())));
            engine = "tcp://127.0.0.1:" + relay.port();
        }
        docker = Docker.connect(engine);
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        if (relay != null) {
            relay.close();
        }
    }

    @Test
    void theEngineAnswers() {
        assertThat(docker.engine().version().version())
                .isEqualTo(Witness.RAW.versionCmd().exec().getVersion());
    }

    @Test
    void aRunLosesNothing() {
        RunResult hello = Witness.run(docker.containers(), "hello-world").rm().execute();
        assertThat(hello.stdout()).contains("Hello from Docker!");
        RunResult both =
                Witness.run(docker.containers(), "ubuntu")
                        .command("sh", "-c", "echo out; echo err >&2; exit 3")
                        .execute();
        assertThat(both.stdout()).isEqualTo("out\n");
        assertThat(both.stderr()).isEqualTo("err\n");
        assertThat(both.exitCode()).isEqualTo(3);
    }

    @Test
    void commandsAndShellsWork() throws IOException {
        Container ubuntu =
                Witness.run(docker.containers(), "ubuntu").interactive().detached().start();
        ExecResult result = ubuntu.exec("sh", "-c", "echo out; exit 4").execute();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(ubuntu.exec("cat").stdin("the end is seen").execute().stdout())
                .isEqualTo("the end is seen");
        try (Session bash = ubuntu.exec("bash").interactive().attach()) {
            bash.stdin().write("echo $((6 * 7)); exit 5\n".getBytes(StandardCharsets.UTF_8));
            assertThat(bash.await(Duration.ofSeconds(20))).isEqualTo(5);
            assertThat(new String(bash.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("42\n");
        }
    }

    @Test
    void aPublishedPortIsReachedAtTheEnginesHost() {
        Container ubuntu =
                docker.containers()
                        .run("ubuntu")
                        .label(KEY, SESSION)
                        .interactive()
                        .detached()
                        .port(8080)
                        .start();
        assertThat(ubuntu.address(8080).getHostString()).isEqualTo("127.0.0.1");
        assertThat(ubuntu.address(8080).getPort()).isEqualTo(ubuntu.hostPort(8080));
    }

    @Test
    void errorsAndDeadlinesAreThoseOfASocket() {
        Container stopped = Witness.run(docker.containers(), "ubuntu").create();
        assertThatThrownBy(() -> stopped.exec("ls").execute())
                .isInstanceOf(NotRunningException.class);
        assertThatThrownBy(
                        () ->
                                Witness.run(docker.containers(), "ubuntu")
                                        .timeout(Duration.ofSeconds(1))
                                        .command("sleep", "60")
                                        .execute())
                .isInstanceOf(DockerTimeoutException.class);
        assertThat(Witness.labelled()).noneMatch(c -> c.getState().equals("running"));
    }
}
