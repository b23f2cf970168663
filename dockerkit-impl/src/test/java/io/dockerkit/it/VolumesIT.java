package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.RAW;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import io.dockerkit.Containers;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.Mount;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumePruneSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Witness.class)
class VolumesIT {
    private static List<String> names() {
        return Volumes.list().stream().map(Volume::name).sorted().toList();
    }

    @Tag("core")
    @Test
    void aFileOutlivesTheContainerThatWroteIt() {
        String name = Witness.unique("data_volume");
        Volume data = Volumes.create(name).label(KEY, SESSION).execute();
        assertThat(data.mountpoint()).isEqualTo(RAW.inspectVolumeCmd(name).exec().getMountpoint());
        assertThat(data.driver()).isEqualTo("local");
        assertThat(data.created()).isPresent();

        Container writer =
                Witness.run("ubuntu").interactive().detached().volume(name, "/www").start();
        writer.exec("sh", "-c", "echo kept > /www/file").execute().requireSuccess();
        assertThat(writer.inspect().mounts())
                .singleElement()
                .satisfies(
                        mount -> {
                            assertThat(mount.type()).isEqualTo("volume");
                            assertThat(mount.name()).contains(name);
                            assertThat(mount.source()).contains(data.mountpoint());
                            assertThat(mount.target()).isEqualTo("/www");
                            assertThat(mount.readOnly()).isFalse();
                        });
        writer.stop(options -> options.timeout(Duration.ofSeconds(1)));
        writer.remove();
        assertThat(Witness.exists(writer.id())).isFalse();

        assertThat(
                        Witness.run("ubuntu")
                                .rm()
                                .volume(name + ":/elsewhere:ro")
                                .command(
                                        "sh",
                                        "-c",
                                        "cat /elsewhere/file; touch /elsewhere/x || echo read-only")
                                .execute()
                                .stdout())
                .isEqualTo("kept\nread-only\n");
        assertThat(data.remove().removed()).containsExactly(name);
        assertThat(data.remove().isEmpty()).isTrue();
        assertThatThrownBy(() -> RAW.inspectVolumeCmd(name).exec())
                .isInstanceOf(NotFoundException.class);
    }

    @Tag("core")
    @Test
    void aPathOfTheHostIsMountedByVolumeAndByMount(@TempDir Path data) throws Exception {
        RunSpec byVolume =
                Witness.run("ubuntu")
                        .volume(data.toString(), "/www")
                        .command("sh", "-c", "echo v > /www/by-volume");
        byVolume.execute().requireSuccess();
        Witness.run("ubuntu")
                .rm()
                .mount("type=bind,src=" + data + ",dst=/www")
                .command("sh", "-c", "echo m > /www/by-mount")
                .execute()
                .requireSuccess();
        var readOnly =
                Witness.run("ubuntu")
                        .rm()
                        .mount(Mount.bind(data).target("/www").readOnly())
                        .command("sh", "-c", "cat /www/by-mount; touch /www/x")
                        .execute();

        assertThat(Files.readString(data.resolve("by-volume"))).isEqualTo("v\n");
        assertThat(Files.readString(data.resolve("by-mount"))).isEqualTo("m\n");
        assertThat(readOnly.stdout()).isEqualTo("m\n");
        assertThat(readOnly.stderr()).contains("Read-only");
        assertThat(byVolume.create().inspect().mounts())
                .singleElement()
                .satisfies(
                        mount -> {
                            assertThat(mount.type()).isEqualTo("bind");
                            assertThat(mount.name()).isEmpty();
                            assertThat(mount.source()).contains(data.toString());
                            assertThat(mount.target()).isEqualTo("/www");
                            assertThat(mount.readOnly()).isFalse();
                        });
    }

    @Tag("core")
    @Test
    void anonymousVolumesGoWithTheirContainer() {
        Container made =
                Witness.run("ubuntu")
                        .volume("/data")
                        .mount(Mount.volume().target("/more"))
                        .create();
        List<String> anonymous =
                made.inspect().mounts().stream()
                        .flatMap(mount -> mount.name().stream())
                        .distinct()
                        .toList();
        assertThat(anonymous).hasSize(2);
        assertThat(names()).containsAll(anonymous);
        made.remove(options -> options.volumes());
        assertThat(names()).doesNotContainAnyElementsOf(anonymous);
    }

    @Test
    void labelsAndOptionsReachTheDriver() {
        String name = Witness.unique("tmpfs");
        Volume made =
                Volumes.create(name)
                        .label(KEY, SESSION)
                        .opt("type", "tmpfs")
                        .opt("device", "tmpfs")
                        .opt("o", "size=1m")
                        .execute();
        var seen = RAW.inspectVolumeCmd(name).exec();
        assertThat(made.options())
                .isEqualTo(seen.getOptions())
                .isEqualTo(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m"));
        assertThat(seen.getLabels()).containsEntry(KEY, SESSION);
        assertThat(Volumes.query().label(KEY, SESSION).list()).containsExactly(made);
        assertThat(Volumes.query().name(name).list()).containsExactly(made);
        assertThat(Volumes.get(name).inspect()).isEqualTo(made);
    }

    /** Before API 1.42 there is no such prune. */
    @Tag("exclusive")
    @Test
    void aPruneOfAnonymousVolumesAloneGoesByWhatTheEngineKnowsOfThem() {
        Volumes.create(Witness.unique("named")).label(KEY, SESSION).execute();
        String likeAnonymous = UUID.randomUUID().toString().replace("-", "").repeat(2);
        Volumes.create(likeAnonymous).label(KEY, SESSION).execute();
        Volume anonymous = Volumes.create().label(KEY, SESSION).execute();
        VolumePruneSpec prune = Volumes.prune().label(KEY, SESSION);
        if (RAW.versionCmd().exec().getApiVersion().equals("1.41")) {
            assertThatThrownBy(prune::dryRun).isInstanceOf(InvalidOptionException.class);
            assertThatThrownBy(prune::execute).isInstanceOf(InvalidOptionException.class);
            return;
        }

        PruneReport would = prune.dryRun();
        PruneReport pruned = prune.execute();

        assertThat(pruned.removed()).containsExactly(anonymous.name());
        assertThat(would.removed()).containsExactly(anonymous.name());
    }

    @Tag("exclusive")
    @Test
    void pruneTakesWhatNobodyUses() {
        String used = Witness.unique("used");
        String unused = Witness.unique("unused");
        Volumes.create(used).label(KEY, SESSION).execute();
        Volumes.create(unused).label(KEY, SESSION).execute();
        Witness.run("ubuntu").volume(used, "/www").create();

        PruneReport would = Volumes.prune().all().label(KEY, SESSION).dryRun();
        PruneReport pruned = Volumes.prune().all().label(KEY, SESSION).execute();

        assertThat(pruned.removed()).containsExactly(unused).isEqualTo(would.removed());
        assertThat(RAW.inspectVolumeCmd(used).exec()).isNotNull();
    }

    /** The line of the user's card, as it is written there. */
    @Tag("exclusive")
    @Test
    void theCardsLineRuns() {
        boolean volumeWasThere = Volumes.find("data_volume").isPresent();
        Container card = null;
        try {
            card =
                    Containers.run("ubuntu")
                            .detached()
                            .port(80, 8080)
                            .volume("data_volume", "/www")
                            .start();

            var seen = Witness.container(card.id());
            assertThat(seen.getConfig().getImage()).isEqualTo("ubuntu");
            assertThat(seen.getHostConfig().getBinds()[0].toString())
                    .startsWith("data_volume:/www");
            assertThat(
                            seen.getHostConfig()
                                    .getPortBindings()
                                    .getBindings()
                                    .get(ExposedPort.tcp(8080))[0]
                                    .getHostPortSpec())
                    .isEqualTo("80");
            assertThat(RAW.inspectVolumeCmd("data_volume").exec().getName())
                    .isEqualTo("data_volume");
        } finally {
            if (card != null) {
                card.remove(options -> options.force());
            }
            if (!volumeWasThere) {
                Volumes.find("data_volume").ifPresent(Volume::remove);
            }
        }
    }
}
