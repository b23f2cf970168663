package io.dockerkit.impl.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Wire;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Volumes of a swarm, whose drivers no engine here has. */
class ClusterVolumeTest {
    private static final String SPEC =
            "{\"Group\":\"fast\",\"AccessMode\":{\"Scope\":\"single\",\"Sharing\":\"none\",\"BlockVolume\":{}},"
                    + "\"CapacityRange\":{\"RequiredBytes\":1024,\"LimitBytes\":0},\"Availability\":\"active\",\"Later\":[1]}";
    private static final String CLUSTER =
            "{\"Name\":\"disk\",\"Driver\":\"csi\",\"ClusterVolume\":{\"ID\":\"v1\",\"Version\":{\"Index\":18},\"Spec\":"
                    + SPEC
                    + ",\"Info\":{\"CapacityBytes\":4096}}}";
    private static final String LOCAL =
            "{\"Name\":\"data\",\"Driver\":\"local\",\"UsageData\":{\"Size\":12,\"RefCount\":-1}}";

    private final List<String> bodies = new CopyOnWriteArrayList<>();

    private final CannedWire wire =
            new CannedWire(
                    (call, upgrade) ->
                            switch (call) {
                                case "GET /volumes/disk" -> Canned.json(200, CLUSTER);
                                case "GET /volumes/data" -> Canned.json(200, LOCAL);
                                case "GET /volumes" ->
                                        Canned.json(
                                                200,
                                                "{\"Volumes\":[" + LOCAL + "," + CLUSTER + "]}");
                                case "PUT /volumes/v1?version=18" -> Canned.json(200, "");
                                default -> Canned.json(500, "{\"message\":\"" + call + "\"}");
                            });

    private VolumeCommands volumes(String version) {
        return new VolumeCommands(new VolumeApi(new Rest(keepingBodies(), version)));
    }

    /** A wire that keeps the bodies that go over it. */
    private Wire keepingBodies() {
        return (Wire)
                Proxy.newProxyInstance(
                        Wire.class.getClassLoader(),
                        new Class<?>[] {Wire.class},
                        (proxy, method, arguments) -> {
                            if (arguments != null
                                    && arguments[0] instanceof Request request
                                    && request.method().equals("PUT")) {
                                bodies.add(new String(request.body().readAllBytes(), UTF_8));
                            }
                            try {
                                return method.invoke(wire, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    @Test
    void anUpdateSendsTheWholeSpecificationWithTheVersionThatWasRead() {
        volumes("1.44").get("disk").update().availability("drain").execute();
        assertThat(wire.calls())
                .containsExactly(
                        "GET /volumes/disk", "GET /volumes/disk", "PUT /volumes/v1?version=18");
        assertThat(bodies).containsExactly("{\"Spec\":" + SPEC.replace("active", "drain") + "}");
    }

    @Test
    void onlyClusterVolumesCanBeUpdated() {
        Volume local = volumes("1.44").get("data");
        assertThatThrownBy(() -> local.update().availability("pause").execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("data")
                .hasMessageContaining("not a cluster volume");
        assertThatThrownBy(() -> local.update().availability("gone"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("active, pause or drain");
        assertThat(bodies).isEmpty();
    }

    @Test
    void anEngineWithoutClusterVolumesIsToldBeforeAnythingIsSent() {
        Volume disk = volumes("1.41").get("disk");
        assertThatThrownBy(() -> disk.update().availability("drain").execute())
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("docker volume update needs Engine API 1.42");
        assertThat(wire.calls()).containsExactly("GET /volumes/disk");
    }

    @Test
    void aListShowsOnlyClusterVolumesWhenAsked() {
        assertThat(volumes("1.44").query().cluster().list())
                .extracting(Volume::name)
                .containsExactly("disk");
        assertThat(volumes("1.44").query().cluster().label("a"))
                .hasToString("docker volume ls --cluster --filter label=a");
    }

    @Test
    void whatTheSwarmSaysIsRead() {
        Volume.Cluster cluster = volumes("1.44").get("disk").cluster().orElseThrow();
        assertThat(cluster.id()).isEqualTo("v1");
        assertThat(cluster.version()).isEqualTo(18);
        assertThat(cluster.group()).contains("fast");
        assertThat(cluster.scope()).isEqualTo("single");
        assertThat(cluster.sharing()).isEqualTo("none");
        assertThat(cluster.availability()).isEqualTo("active");
        assertThat(cluster.type()).contains("block");
        assertThat(cluster.requiredBytes()).hasValue(1024);
        assertThat(cluster.limitBytes()).isEmpty();
        assertThat(cluster.capacity()).hasValue(4096);
    }

    @Test
    void theUsageOfAVolumeIsReadWhereTheEngineCountedIt() {
        Volume local = volumes("1.44").get("data");
        assertThat(local.size()).hasValue(12);
        assertThat(local.references()).isEmpty();
        assertThat(local.cluster()).isEmpty();
        assertThat(volumes("1.44").get("disk").size()).isEmpty();
    }
}
