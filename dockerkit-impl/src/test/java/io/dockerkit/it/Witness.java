package io.dockerkit.it;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.dockerkit.Containers;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.run.RunSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The other client: docker-java used raw, over its own transport, which tells what DockerKit has really done. It also
 * removes what a test made, which carries the label of this run of the tests.
 */
public final class Witness implements AfterEachCallback {
    static final String KEY = "io.dockerkit.test";

    /** It begins with a letter: in a Compose file, 18169e53 would be the number 1.8169e+57. */
    static final String SESSION = "t" + UUID.randomUUID().toString().substring(0, 8);

    static final DockerClient RAW = connect();

    private static DockerClient connect() {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerTlsVerify(false)
                        .build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
    }

    /**
     * Returns three bytes of a network's address that no other test has, for {@code .0/24} and its addresses. The engine
     * gives out other addresses by itself.
     */
    static String subnet() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "182." + random.nextInt(256) + "." + random.nextInt(256);
    }

    /** Returns a name that nobody else has. */
    static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /**
     * Returns a run of a container with this run's label, for tests in which the network does not matter: it uses the
     * host's, since a network of its own is half of what starting a container costs an engine.
     */
    static RunSpec run(String image) {
        return options(Containers.run(image));
    }

    static RunSpec run(ContainerCommands containers, String image) {
        return options(containers.run(image));
    }

    private static RunSpec options(RunSpec run) {
        return run.label(KEY, SESSION).network("host");
    }

    static InspectContainerResponse container(String id) {
        return RAW.inspectContainerCmd(id).exec();
    }

    static boolean exists(String containerId) {
        try {
            RAW.inspectContainerCmd(containerId).exec();
            return true;
        } catch (NotFoundException gone) {
            return false;
        }
    }

    /** Waits until the engine's list shows so many of this test's containers in a state: in newer engines it lags behind. */
    static void awaitListed(int number, String state) {
        for (int i = 0; i < 200; i++) {
            if (labelled().stream().filter(c -> c.getState().equals(state)).count() == number) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError(
                "the list does not show " + number + " " + state + ": " + labelled());
    }

    static List<Container> labelled() {
        return RAW.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(KEY, SESSION))
                .exec();
    }

    /** Runs a command by docker-java and returns what it printed. */
    static String exec(String containerId, String... command) throws InterruptedException {
        String id =
                RAW.execCreateCmd(containerId)
                        .withAttachStdout(true)
                        .withCmd(command)
                        .exec()
                        .getId();
        StringBuilder text = new StringBuilder();
        RAW.execStartCmd(id)
                .exec(
                        new ResultCallback.Adapter<Frame>() {
                            @Override
                            public void onNext(Frame frame) {
                                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                            }
                        })
                .awaitCompletion();
        return text.toString();
    }

    /** The engine may be at it already, after --rm: then it is waited for. */
    private static void remove(String id) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try {
                RAW.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
                return;
            } catch (NotFoundException gone) {
                return;
            } catch (ConflictException underWay) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("container " + id + " is still there");
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        for (Container left : labelled()) {
            // its state ends with (healthy), (unhealthy) or (health: starting)
            if (left.getStatus().contains("health")) {
                HealthChecks.awaitPauseOf(left.getId());
            }
            remove(left.getId());
        }
        RAW.listNetworksCmd().withFilter("label", List.of(KEY + "=" + SESSION)).exec().stream()
                .filter(network -> network.getLabels().containsKey(KEY))
                .forEach(network -> RAW.removeNetworkCmd(network.getId()).exec());
        RAW
                .listVolumesCmd()
                .withFilter("label", List.of(KEY + "=" + SESSION))
                .exec()
                .getVolumes()
                .stream()
                .filter(volume -> volume.getLabels().containsKey(KEY))
                .forEach(volume -> RAW.removeVolumeCmd(volume.getName()).exec());
        removeImages();
    }

    /** An image that others were built from goes after them. */
    private static void removeImages() {
        for (int round = 0; ; round++) {
            ConflictException hasChildren = null;
            for (Image image : RAW.listImagesCmd().withLabelFilter(Map.of(KEY, SESSION)).exec()) {
                try {
                    RAW.removeImageCmd(image.getId()).withForce(true).exec();
                } catch (NotFoundException gone) {
                    // it went with one that was built from it
                } catch (ConflictException conflict) {
                    hasChildren = conflict;
                }
            }
            if (hasChildren == null) {
                return;
            } else if (round == 5) {
                throw hasChildren;
            }
        }
    }
}
