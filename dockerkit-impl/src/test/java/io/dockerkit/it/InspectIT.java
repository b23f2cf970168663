package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.dockerkit.Containers;
import io.dockerkit.Docker;
import io.dockerkit.Engine;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.container.run.RunResult;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
class InspectIT {
    @Test
    void aContainersDetailsAreThoseThatTheOtherClientReads() {
        String name = Witness.unique("inspected");
        var started =
                Containers.run("ubuntu")
                        .label(KEY, SESSION)
                        .name(name)
                        .hostname("inside")
                        .env("A", "b=c")
                        .user("0:0")
                        .workdir("/tmp")
                        .memory("64m")
                        .cpus(0.5)
                        .expose(9000)
                        .port(8080)
                        .tmpfs("/scratch:size=1m")
                        .capAdd("NET_ADMIN")
                        .addHost("elsewhere", "10.0.0.2")
                        .restart("on-failure:3")
                        .stopSignal("SIGINT")
                        .interactive()
                        .tty()
                        .detached()
                        .start();

        ContainerDetails details = started.inspect();

        InspectContainerResponse seen = Witness.container(started.id());
        assertThat(details.id()).isEqualTo(seen.getId());
        assertThat(details.name()).isEqualTo(name).isEqualTo(seen.getName().substring(1));
        assertThat(details.imageId()).isEqualTo(seen.getImageId());
        assertThat(details.created()).isEqualTo(Instant.parse(seen.getCreated()));
        assertThat(details.command()).containsExactly(seen.getConfig().getCmd());
        assertThat(details.env()).containsEntry("A", "b=c").containsKey("PATH");
        assertThat(details.hostname()).isEqualTo("inside");
        assertThat(details.user()).isEqualTo("0:0");
        assertThat(details.workdir()).isEqualTo("/tmp");
        assertThat(details.tty()).isTrue();
        assertThat(details.state().pid()).hasValue(seen.getState().getPidLong());
        assertThat(details.state().status()).isEqualTo("running");
        assertThat(details.state().startedAt())
                .contains(Instant.parse(seen.getState().getStartedAt()));
        assertThat(details.exposedPorts()).containsExactly(Port.tcp(8080), Port.tcp(9000));
        assertThat(details.ports().get(0).hostPort()).isEqualTo(started.hostPort(8080));
        assertThat(details.ipAddress())
                .contains(seen.getNetworkSettings().getNetworks().get("bridge").getIpAddress());
        assertThat(details.labels()).containsEntry(KEY, SESSION);
        assertThat(details.at("/HostConfig/Memory").number()).isEqualTo(64L << 20);
        assertThat(details.at("/Nothing/Here").exists()).isFalse();
        assertThat(details.json()).contains(started.id());
        assertThat(seen.getHostConfig().getNanoCPUs()).isEqualTo(500_000_000L);
        assertThat(seen.getHostConfig().getTmpFs()).containsEntry("/scratch", "size=1m");
        assertThat(seen.getHostConfig().getCapAdd()).hasSize(1);
        assertThat(seen.getHostConfig().getExtraHosts()).containsExactly("elsewhere:10.0.0.2");
        assertThat(seen.getHostConfig().getRestartPolicy().getMaximumRetryCount()).isEqualTo(3);
        assertThat(details.at("/Config/StopSignal").text()).isEqualTo("SIGINT");
        assertThat(details.toString()).doesNotContain("b=c");
    }

    @Test
    void theEngineTellsOfItself() {
        assertThat(Engine.version().version())
                .isEqualTo(Witness.RAW.versionCmd().exec().getVersion());
        assertThat(Engine.info().id()).isEqualTo(Witness.RAW.infoCmd().exec().getId());
        assertThat(Engine.info().cpus()).isPositive();
        assertThat(Engine.ping().apiVersion()).isEqualTo(Engine.version().apiVersion());
        assertThat(Docker.diagnose().usable()).isPresent();
    }

    @Tag("core")
    @Test
    void dockerJavaIsAtHandOverTheSameConnection() {
        try (Docker docker = Docker.connect()) {
            var raw = docker.unwrap(com.github.dockerjava.api.DockerClient.class);
            assertThat(raw.versionCmd().exec().getVersion())
                    .isEqualTo(docker.engine().version().version());
        }
    }

    @Test
    void aClientOfDockerJavasCarriesDockerKitsCalls() {
        String host;
        try (Docker docker = Docker.connect()) {
            host = docker.host();
        }
        try (Docker docker = Docker.wrap(Witness.RAW, host)) {
            assertThat(docker.engine().version().version())
                    .isEqualTo(Witness.RAW.versionCmd().exec().getVersion());
            RunResult result =
                    Witness.run(docker.containers(), "ubuntu")
                            .rm()
                            .command("sh", "-c", "echo out; echo err >&2; exit 3")
                            .execute();
            assertThat(result.stdout()).isEqualTo("out\n");
            assertThat(result.stderr()).isEqualTo("err\n");
            assertThat(result.exitCode()).isEqualTo(3);
        }
        assertThat(Witness.RAW.versionCmd().exec().getVersion()).isNotEmpty();
    }
}
