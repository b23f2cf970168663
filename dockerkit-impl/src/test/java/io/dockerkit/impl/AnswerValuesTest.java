package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.Container.FileChange;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerDetails.HostConfig;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.Port;
import io.dockerkit.image.ImageDetails;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the accessors of answers return for ports, states, limits and health checks. */
class AnswerValuesTest {
    @Test
    void portsOfAnyFormAreCarried() throws Exception {
        String ports = "{\"6379-6399/tcp\":{},\"53/UDP\":{},\"80\":{},\"7/quic\":{},\"http\":{}}";
        String json = "{\"Config\":{\"ExposedPorts\":" + ports + "}}";
        ContainerDetails container =
                AnswerTypes.read(ContainerDetails.class, "container.JsonContainerDetails", json);
        assertThat(container.exposedPorts())
                .extracting(Port::toString)
                .containsExactly("http", "7/quic", "53/udp", "80/tcp", "6379-6399/tcp");
        assertThat(container.exposedPorts()).contains(Port.tcp(80), Port.udp(53));
        ImageDetails image = AnswerTypes.read(ImageDetails.class, "image.JsonImageDetails", json);
        assertThat(image.exposedPorts()).isEqualTo(container.exposedPorts());
        ContainerDetails published =
                AnswerTypes.read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"NetworkSettings\":{\"Ports\":{\"80\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}],"
                                + "\"90-91/tcp\":[{\"HostPort\":\"x\"}]}}}");
        assertThat(published.ports())
                .extracting(Object::toString)
                .containsExactly("80/tcp -> :8080", "90-91/tcp -> :0");
        ContainerSummary listed =
                AnswerTypes.read(
                        ContainerSummary.class,
                        "container.JsonContainerSummary",
                        "{\"Ports\":[{\"PrivatePort\":70000,\"PublicPort\":1,\"Type\":\"quic\"},{\"PublicPort\":2}]}");
        assertThat(listed.ports())
                .extracting(binding -> binding.containerPort().toString())
                .containsExactly("70000/quic", "");
    }

    @Test
    void unknownWordsOfTheEngineAreCarried() throws Exception {
        ContainerDetails container =
                AnswerTypes.read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"Id\":\"x\",\"Created\":\"soon\",\"State\":{\"Status\":\"hibernating\",\"Health\":{\"Status\":\"dizzy\"},"
                                + "\"ExitCode\":3221225786}}");
        assertThat(container.state().status()).isEqualTo("hibernating");
        assertThat(container.state().health()).contains("dizzy");
        assertThat(container.state().exitCode()).isEqualTo((int) 3221225786L);
        assertThat(container.created()).isEqualTo(Instant.EPOCH);
        assertThat(container).hasToString("container  (x, hibernating)");
        Object changes =
                AnswerTypes.all()
                        .get("diff")
                        .apply(OddDocuments.read("{\"Kind\":7,\"Path\":\"/x\"}"));
        assertThat(changes).isEqualTo(List.of(new FileChange(FileChange.Kind.OTHER, "/x")));
    }

    private static HostConfig hostConfig(String json) throws Exception {
        return AnswerTypes.read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"HostConfig\":" + json + "}")
                .hostConfig();
    }

    @Test
    void limitsThatAreNotSetAreEmptyAndRestartPoliciesReadAsTheFlag() throws Exception {
        HostConfig none = hostConfig("{\"Memory\":0,\"MemorySwap\":-1,\"PidsLimit\":-1}");
        assertThat(none.memory()).isEmpty();
        assertThat(none.memorySwap()).hasValue(-1);
        assertThat(none.pidsLimit()).isEmpty();
        assertThat(none.cpus()).isEmpty();
        assertThat(none.restart()).isEqualTo("no");
        HostConfig quota =
                hostConfig(
                        "{\"CpuQuota\":50000,\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":3}}");
        assertThat(quota.cpus()).hasValue(0.5);
        assertThat(quota.restart()).isEqualTo("on-failure:3");
        assertThat(hostConfig("{\"CpuQuota\":50000,\"CpuPeriod\":25000}").cpus()).hasValue(2);
        HostConfig secret =
                hostConfig(
                        "{\"LogConfig\":{\"Type\":\"splunk\",\"Config\":{\"token\":\"hunter2\"}}}");
        assertThat(secret.logOptions()).containsEntry("token", "hunter2");
        assertThat(secret.toString()).doesNotContain("hunter2");
    }

    @Test
    void theResultsOfAHealthCheckAreRead() throws Exception {
        ContainerDetails container =
                AnswerTypes.read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"State\":{\"Health\":{\"FailingStreak\":2,\"Log\":[{\"Start\":\"2024-01-02T03:04:05Z\","
                                + "\"End\":\"0001-01-01T00:00:00Z\",\"ExitCode\":1,\"Output\":\"refused\"}]}}}");
        assertThat(container.failingStreak()).isEqualTo(2);
        assertThat(container.healthLog()).hasSize(1);
        ContainerDetails.HealthResult result = container.healthLog().get(0);
        assertThat(result.startedAt()).contains(Instant.parse("2024-01-02T03:04:05Z"));
        assertThat(result.finishedAt()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEqualTo("refused");
    }
}
