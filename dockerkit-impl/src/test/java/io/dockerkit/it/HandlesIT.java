package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.Networks;
import io.dockerkit.Removal;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.image.Image;
import io.dockerkit.network.Network;
import io.dockerkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handles in place of names, ports of UDP, output to files and what a removal returns, on an engine. */
class HandlesIT {
    @Test
    void aContainerOfHandlesIsThatOfTheirNames(@TempDir Path directory) throws IOException {
        String name = Witness.unique("handles");
        Image image = Images.get("ubuntu");
        Network network = Networks.create(name).label(Witness.KEY, Witness.SESSION).execute();
        Volume volume = Volumes.create(name).label(Witness.KEY, Witness.SESSION).execute();
        Container container =
                Containers.run(image)
                        .label(Witness.KEY, Witness.SESSION)
                        .network(network)
                        .volume(volume, "/data")
                        .port(0, Port.udp(53))
                        .command("sleep", "60")
                        .detached()
                        .start();
        var seen = Witness.container(container.id());
        assertThat(seen.getImageId()).isEqualTo(image.id());
        assertThat(seen.getNetworkSettings().getNetworks()).containsOnlyKeys(name);
        assertThat(container.inspect().mounts().get(0).name()).contains(name);
        int udp = container.hostPort(Port.udp(53));
        assertThat(udp).isEqualTo(container.ports().get(0).hostPort());
        assertThat(container.address(Port.parse("53/udp")).getPort()).isEqualTo(udp);
        assertThat(Containers.query().network(network).volume(volume).ancestor(image).list())
                .extracting(one -> one.id())
                .containsExactly(container.id());

        Path both = directory.resolve("both");
        ExecSpec writer = container.exec("sh", "-c", "echo out; sleep 0.1; echo err >&2");
        assertThat(writer.stdoutTo(both).stderrTo(both).execute().stdout()).isEmpty();
        assertThat(both).hasContent("out\nerr\n");
        Files.writeString(both, "longer than what comes next");
        writer.stdoutTo(both).execute();
        assertThat(both).hasContent("out\n");

        network.disconnect(container, options -> options.force());
        network.connect(container, options -> options.alias("again"));
        container.stop(options -> options.timeout(Duration.ZERO));
        Removal removed =
                Containers.query().all().volume(volume).removeAll(options -> options.force());
        assertThat(removed.removed()).containsExactly(container.id());
        assertThat(container.remove().isEmpty()).isTrue();
        assertThat(network.remove().removed()).containsExactly(name);
        assertThat(volume.remove(options -> options.force()).removed()).containsExactly(name);
        assertThat(volume.remove().isEmpty()).isTrue();
    }
}
