package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import io.dockerkit.Containers;
import io.dockerkit.Docker;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.impl.scope.CreationMark;
import io.dockerkit.it.ScopedProgram.Ending;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the first scope of a connection removes of what others left, and above all what it does not. */
@Tag("exclusive")
@ExtendWith(Witness.class)
@Timeout(120)
class SweepIT {
    private static final String SCOPE = "io.dockerkit.scope";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Returns the labels that this program's scopes have. */
    private static Map<String, String> own() {
        try (ScopedContainer scoped = Witness.run("busybox").detached().startScoped()) {
            Map<String, String> labels = new HashMap<>();
            Witness.container(scoped.id())
                    .getConfig()
                    .getLabels()
                    .forEach(
                            (key, value) -> {
                                if (key.startsWith(SCOPE)) {
                                    labels.put(key, value);
                                }
                            });
            assertThat(labels).hasSize(7);
            return labels;
        }
    }

    private static Map<String, String> with(Map<String, String> labels, String key, String value) {
        Map<String, String> changed = new HashMap<>(labels);
        changed.put(SCOPE + key, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> labels, String key) {
        Map<String, String> changed = new HashMap<>(labels);
        changed.remove(SCOPE + key);
        return changed;
    }

    /** Creates a container that proves that its labels are its own. */
    private static Container container(Map<String, String> labels) {
        String mark = "dockerkit-" + UUID.randomUUID();
        return created("busybox", with(labels, ".proof", CreationMark.ofContainer(mark)), mark);
    }

    private static Container created(String image, Map<String, String> labels, String mark) {
        Map<String, String> all = new HashMap<>(labels);
        all.put(KEY, SESSION);
        String id =
                Witness.RAW
                        .createContainerCmd(image)
                        .withLabels(all)
                        .withHostConfig(HostConfig.newHostConfig().withContainerIDFile(mark))
                        .exec()
                        .getId();
        return Containers.get(id);
    }

    private static Network network(Map<String, String> labels) {
        String name = Witness.unique("swept");
        return network(name, with(labels, ".proof", CreationMark.ofNetwork(name)));
    }

    private static Network network(String name, Map<String, String> labels) {
        NetworkSpec spec = Networks.create(name).label(KEY, SESSION);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec.execute();
    }

    private static Volume volume(Map<String, String> labels) {
        String name = Witness.unique("swept");
        return volume(name, with(labels, ".proof", CreationMark.ofVolume(name)));
    }

    private static Volume volume(String name, Map<String, String> labels) {
        VolumeSpec spec = Volumes.create(name).label(KEY, SESSION);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec.execute();
    }

    /** Sweeps; the volume is what goes last. */
    private static void sweep(Volume last) throws InterruptedException {
        try (Docker docker = Docker.connect()) {
            docker.openScope();
            for (int i = 0; i < 600 && Volumes.find(last.name()).isPresent(); i++) {
                Thread.sleep(50);
            }
        }
        assertThat(Volumes.find(last.name())).isEmpty();
    }

    @Test
    void whatBelongsToALivingOwnerOrAnotherHostOrUserOrDoesNotSayIsLeft() throws Exception {
        Map<String, String> alive = own();
        Map<String, String> dead = with(alive, ".start", "1");
        List<Container> stay = new ArrayList<>();
        stay.add(container(alive));
        stay.add(container(with(dead, ".host", "0".repeat(32))));
        stay.add(container(with(dead, ".user", "12345")));
        stay.add(container(with(dead, ".pid", "many")));
        stay.add(container(with(dead, ".start", "")));
        for (String key : List.of("", ".owner", ".host", ".user", ".pid", ".start")) {
            stay.add(container(without(dead, key)));
        }
        stay.add(container(Map.of()));
        Network living = network(alive);
        Network foreign = network(with(dead, ".host", "x"));
        Volume ours = volume(alive);
        Volume theirs = volume(with(dead, ".user", "12345"));

        Container reused = container(dead);
        Network orphan = network(dead);
        sweep(volume(dead));

        assertThat(Witness.exists(reused.id())).isFalse();
        assertThat(Networks.find(orphan.id())).isEmpty();
        assertThat(stay).allMatch(container -> Witness.exists(container.id()));
        assertThat(Networks.find(living.id())).isPresent();
        assertThat(Networks.find(foreign.id())).isPresent();
        assertThat(Volumes.find(ours.name())).isPresent();
        assertThat(Volumes.find(theirs.name())).isPresent();
    }

    /** By the CLI's own commit, which knows nothing of scopes. */
    @Test
    void whatInheritedOrCopiedItsLabelsIsLeft(@TempDir Path directory) throws Exception {
        Map<String, String> dead = with(own(), ".start", "1");
        Container orphan = container(dead);
        Map<String, String> labels = Witness.container(orphan.id()).getConfig().getLabels();
        String tag = Witness.unique("inherits");
        Witness.RAW.commitCmd(orphan.id()).withRepository(tag).withTag("1").exec();
        String built = tag + ":built";
        ScopesIT.build(directory, "FROM " + tag + ":1\nENV built=yes\n", built);

        List<Container> stay = new ArrayList<>();
        stay.add(Containers.run(tag + ":1").command("true").create());
        stay.add(Containers.run(built).command("true").create());
        stay.add(created("busybox", labels, ""));
        stay.add(created("busybox", labels, "dockerkit-" + UUID.randomUUID()));
        assertThat(stay)
                .allMatch(
                        container ->
                                container
                                        .inspect()
                                        .labels()
                                        .entrySet()
                                        .containsAll(labels.entrySet()));
        Network network = network(dead);
        Network copied = network(Witness.unique("copied"), network.inspect().labels());
        Volume last = volume(dead);
        Volume theirs = volume(Witness.unique("copied"), last.labels());
        sweep(last);

        assertThat(Witness.exists(orphan.id())).isFalse();
        assertThat(Networks.find(network.id())).isEmpty();
        assertThat(stay).allMatch(container -> Witness.exists(container.id()));
        assertThat(Networks.find(copied.id())).isPresent();
        assertThat(Volumes.find(theirs.name())).isPresent();
    }

    @Test
    void whatAProgramLeftWhoseWatchdogWasKilledTooIsRemoved() throws Exception {
        try (ScopedProgram killed = ScopedProgram.start(Ending.NEVER, 2).awaitReady();
                ScopedProgram alive = ScopedProgram.start(Ending.NEVER, 1).awaitReady()) {
            ProcessHandle watchdog = killed.watchdog().findFirst().orElseThrow();
            watchdog.destroyForcibly();
            watchdog.onExit().get(10, TimeUnit.SECONDS);
            killed.process().destroyForcibly();
            killed.await();
            assertThat(killed.ids()).hasSize(2).allMatch(Witness::exists);

            try (Docker docker = Docker.connect()) {
                docker.openScope();
                killed.ids().forEach(id -> ScopedProgram.awaitGone(id, SOON));
            }
            assertThat(alive.ids()).hasSize(1).allMatch(Witness::exists);
        }
    }
}
