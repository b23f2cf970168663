package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** DockerKit and Testcontainers share an engine, and each sees what the other started. */
class InteropIT {
    @Test
    void whatTestcontainersStartedIsInspectedAndTalkedTo() {
        try (GenericContainer<?> started =
                new GenericContainer<>(DockerImageName.parse("ubuntu"))
                        .withCommand("sleep", "60")) {
            started.start();

            var container = Containers.get(started.getContainerId());

            assertThat(container.inspect().state().running()).isTrue();
            assertThat(container.exec("echo", "hello").execute().stdout()).isEqualTo("hello\n");
        }
    }

    @Test
    void whatAContainerPrintedIsTheSameForBoth() {
        try (GenericContainer<?> hello =
                new GenericContainer<>(DockerImageName.parse("hello-world"))
                        .withStartupCheckStrategy(new OneShotStartupCheckStrategy())) {
            hello.start();
            assertThat(Containers.get(hello.getContainerId()).logs().execute().stdout())
                    .isEqualTo(hello.getLogs());
        }
    }
}
