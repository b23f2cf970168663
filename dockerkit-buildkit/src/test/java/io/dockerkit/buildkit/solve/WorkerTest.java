package io.dockerkit.buildkit.solve;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.build.wire.ProtoWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine's BuildKit says of itself. */
class WorkerTest {
    private static final String SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";
    private static final String GATEWAY = "org.mobyproject.buildkit.worker.moby.host-gateway-ip";

    private static Worker worker(Map<String, String> labels, String version) {
        ProtoWriter record = new ProtoWriter().text(1, "id").entries(2, labels);
        record.message(3, new ProtoWriter().text(1, "arm64").text(2, "linux").text(3, "v8"));
        record.message(3, new ProtoWriter().text(1, "amd64").text(2, "linux"));
        if (!version.isEmpty()) {
            record.message(5, new ProtoWriter().text(1, "moby").text(2, version));
        }
        return Worker.read(new ProtoWriter().message(1, record).toBytes());
    }

    @Test
    void theStoreThePlatformsAndTheGatewayAreKnown() {
        Worker own = worker(Map.of(GATEWAY, "172.17.0.1"), "");
        assertThat(own.hasContainerdStore()).isFalse();
        assertThat(own.platforms()).containsExactly("linux/arm64/v8", "linux/amd64");
        assertThat(own.hostGateway("host-gateway")).isEqualTo("172.17.0.1");
        Worker containerd = worker(Map.of(SNAPSHOTTER, "overlayfs"), "v0.25.1");
        assertThat(containerd.hasContainerdStore()).isTrue();
        assertThat(containerd.hostGateway("host-gateway")).isEqualTo("host-gateway");
        assertThat(Worker.read(new byte[0]).labels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',false",
        "0.8.4,false",
        "v0.12.5,false",
        "v0.13.0,true",
        "0.25,true",
        "1.0,true",
        "x,false"
    })
    void severalOutputsNeedANewBuildkit(String version, boolean several) {
        assertThat(worker(Map.of(), version).hasSeveralOutputs()).isEqualTo(several);
    }

    @Test
    void aWorkerThatDoesNotTellItsVersionHasThatOfItsBuildkit() {
        Worker silent = worker(Map.of(SNAPSHOTTER, "overlayfs"), "");
        byte[] info =
                new ProtoWriter()
                        .message(1, new ProtoWriter().text(1, "moby").text(2, "v0.25.1"))
                        .toBytes();
        assertThat(silent.withVersionOf(info).version()).isEqualTo("v0.25.1");
        assertThat(silent.withVersionOf(info).hasContainerdStore()).isTrue();
        assertThat(silent.withVersionOf(new byte[0]).version()).isEmpty();
    }
}
