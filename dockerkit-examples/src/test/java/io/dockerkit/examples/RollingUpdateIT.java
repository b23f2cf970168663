package io.dockerkit.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that knows three machines has an answer to each request while a service is replaced on them. */
@Tag("swarm")
@Tag("exclusive")
class RollingUpdateIT {
    @Test
    void noRequestFails() {
        List<String> hosts = List.of(System.getenv("DOCKERKIT_SWARM_NODES").split(",", -1));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        RollingUpdate.Answers answers =
                RollingUpdate.play(hosts, new PrintStream(told, true, UTF_8));
        System.out.println(answers);
        assertThat(answers.failures()).as(answers.toString()).isZero();
        assertThat(answers.pages()).containsOnlyKeys("1", "2");
        assertThat(told.toString(UTF_8))
                .contains("service dockerkit-rolling-update: 2 of 3 tasks running");
        for (String host : hosts) {
            try (Docker engine = Docker.connect(host)) {
                assertThat(engine.engine().info().at("/Swarm/LocalNodeState").text())
                        .isEqualTo("inactive");
            }
        }
    }
}
