package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.container.run.RunSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A spec is made without a connection: one that cannot be opened shows at the first terminal operation. */
class DeferredConnectionTest {
    @Test
    void whereThereIsNoEngineSpecsAreMadeReadComparedAndPrinted() {
        NoEngine.whereItIsMissing(
                () -> {
                    RunSpec run = Containers.run("nginx").name("web").port(8080, 80);
                    assertThat(run.toCommandLine())
                            .isEqualTo("docker run --name web --publish 8080:80 nginx");
                    assertThat(Containers.parse(run.toCommandLine())).isEqualTo(run);
                    assertThat(run.hashCode())
                            .isEqualTo(Containers.parse(run.toString()).hashCode());
                    assertThat(Containers.query().all()).hasToString("docker ps --all");
                    assertThat(Containers.prune().until(Duration.ofHours(1)))
                            .asString()
                            .contains("until=3600000ms");
                    assertThat(Images.pull("ubuntu")).hasToString("docker pull ubuntu:latest");
                    assertThat(Images.build(Path.of("x")).toCommandLine())
                            .isEqualTo("docker build x");
                    assertThat(Networks.create("net").toCommandLine())
                            .isEqualTo("docker network create net");
                    assertThat(Volumes.create("data").toCommandLine())
                            .isEqualTo("docker volume create data");
                    assertThat(Engine.events()).hasToString("docker events");
                    assertThatThrownBy(() -> Containers.run("a b"))
                            .isInstanceOf(InvalidOptionException.class);
                    for (Runnable terminal :
                            new Runnable[] {
                                run::create,
                                Containers::list,
                                Images::list,
                                Networks::list,
                                Volumes::list,
                                Engine::ping,
                                Scope::open
                            }) {
                        assertThatThrownBy(terminal::run)
                                .isInstanceOf(DockerUnavailableException.class)
                                .hasMessageContaining("no such context");
                    }
                });
    }
}
