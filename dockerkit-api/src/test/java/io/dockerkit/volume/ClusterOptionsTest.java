package io.dockerkit.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NoEngine;
import io.dockerkit.spi.VolumeBackend;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options of cluster volumes are the flags of {@code docker volume create}. */
class ClusterOptionsTest {
    private static final VolumeSpec DISK =
            new VolumeCommands(NoEngine.backend(VolumeBackend.class)).create("disk");

    @Test
    void eachOptionIsItsFlag() {
        VolumeSpec spec =
                DISK.group("fast")
                        .scope("multi")
                        .sharing("all")
                        .availability("pause")
                        .type("mount")
                        .requiredBytes("1g")
                        .limitBytes(2L << 30)
                        .secret("key", "of-the-swarm")
                        .topologyRequired(Map.of("zone", "Z1", "region", "R1"))
                        .topologyPreferred(Map.of("zone", "Z2"));
        assertThat(spec.toCommandLine())
                .contains(
                        "--group fast",
                        "--scope multi",
                        "--sharing all",
                        "--availability pause",
                        "--type mount",
                        "--required-bytes 1g",
                        "--limit-bytes 2147483648",
                        "--secret key=of-the-swarm",
                        "--topology-required region=R1,zone=Z1",
                        "--topology-preferred zone=Z2");
        assertThat(DISK.requiredBytes(5)).isEqualTo(DISK.flag("required-bytes", "5"));
    }

    @Test
    void aTopologyWithoutSegmentsOrWithACommaIsRefused() {
        assertThatThrownBy(() -> DISK.topologyRequired(Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--topology-required");
        assertThatThrownBy(() -> DISK.topologyPreferred(Map.of("zone", "a,b")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--topology-preferred")
                .hasMessageContaining("comma");
    }
}
