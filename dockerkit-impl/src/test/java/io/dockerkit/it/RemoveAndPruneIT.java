package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.EngineException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Networks;
import io.dockerkit.PruneReport;
import io.dockerkit.Volumes;
import io.dockerkit.cli.Words;
import io.dockerkit.container.ContainerPruneSpec;
import io.dockerkit.lab.Endurance;
import io.dockerkit.network.NetworkSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
class RemoveAndPruneIT {
    @Tag("exclusive")
    @Test
    void pruneRemovesWhatDoesNotRunAndTellsTheSpace() {
        var ended =
                Witness.run("ubuntu")
                        .command("sh", "-c", "head -c 1000000 /dev/zero > /zeros")
                        .execute();
        var running = Witness.run("ubuntu").interactive().detached().start();

        PruneReport would = Containers.prune().label(KEY, SESSION).dryRun();
        assertThat(Witness.exists(ended.containerId())).isTrue();
        PruneReport freed = Containers.prune().label(KEY, SESSION).execute();

        assertThat(freed.removed()).containsExactly(ended.containerId());
        assertThat(freed.spaceReclaimed()).isGreaterThanOrEqualTo(1_000_000);
        assertThat(would).isEqualTo(freed);
        assertThat(Witness.exists(ended.containerId())).isFalse();
        assertThat(Witness.exists(running.id())).isTrue();
    }

    @Tag("exclusive")
    @Test
    void pruneSparesTheYoungAndTheLabelled() {
        var ended = Witness.run("hello-world").label("spared").execute();

        assertThat(
                        Containers.prune()
                                .label(KEY, SESSION)
                                .until(Duration.ofHours(1))
                                .execute()
                                .removed())
                .isEmpty();
        assertThat(
                        Containers.prune()
                                .label(KEY, SESSION)
                                .withoutLabel("spared")
                                .execute()
                                .removed())
                .isEmpty();
        assertThat(
                        Containers.prune()
                                .label(KEY, SESSION)
                                .until(Duration.ofHours(1))
                                .dryRun()
                                .removed())
                .isEmpty();
        assertThat(Containers.prune().label(KEY, SESSION).withoutLabel("spared").dryRun().removed())
                .isEmpty();
        assertThat(Witness.exists(ended.containerId())).isTrue();
    }

    /** The engine's list may still call it running: it lags behind the end that was waited for. */
    @Test
    void aDryRunTellsWhatHasJustEnded() {
        for (int i = 0; i < Endurance.count(20, 5); i++) {
            var ended = Witness.run("busybox").command("true").execute();
            assertThat(Containers.prune().label(KEY, SESSION).dryRun().removed())
                    .contains(ended.containerId());
        }
    }

    @Tag("exclusive")
    @Test
    void aDryRunSparesWhatTheEngineSpares() {
        String both =
                Witness.run("busybox").label("colour", "red").label("size", "small").create().id();
        String one = Witness.run("busybox").label("colour", "red").create().id();
        String other = Witness.run("busybox").label("colour", "blue").create().id();

        ContainerPruneSpec prune =
                Containers.prune()
                        .label(KEY, SESSION)
                        .filter("label!", "colour=red")
                        .withoutLabel("size")
                        .filter("until", Instant.now().plusSeconds(60).toString());
        PruneReport would = prune.dryRun();
        PruneReport did = prune.execute();

        assertThat(did.removed()).containsExactlyInAnyOrder(one, other);
        assertThat(would.removed()).containsExactlyInAnyOrder(one, other);
        assertThat(Witness.exists(both)).isTrue();
    }

    @Test
    void aDryRunRefusesTheFiltersThatTheEngineRefuses() {
        for (String filter : List.of("name=x", "until=yesterday", "until=")) {
            ContainerPruneSpec prune =
                    Containers.prune()
                            .label(KEY, SESSION)
                            .filter(Words.key(filter), Words.value(filter));
            assertThatThrownBy(prune::execute).isInstanceOf(EngineException.class);
            assertThatThrownBy(prune::dryRun)
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--filter")
                    .hasMessageContaining(Words.value(filter));
        }
        assertThatThrownBy(
                        Containers.prune()
                                        .label(KEY, SESSION)
                                        .filter("until", "1h")
                                        .until(Duration.ofHours(2))
                                ::dryRun)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("only one is accepted");
        assertThatThrownBy(Volumes.prune().all().filter("until", "1h")::dryRun)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("a dry run knows label, label!");
    }

    @Test
    void allThatAQueryFindsIsStoppedAndRemoved() {
        for (int i = 0; i < 3; i++) {
            Witness.run("ubuntu").interactive().detached().start();
        }

        Containers.query()
                .label(KEY, SESSION)
                .stopAll(options -> options.timeout(Duration.ofSeconds(1)));
        Witness.awaitListed(3, "exited");
        Containers.query().all().label(KEY, SESSION).removeAll();
        assertThat(Witness.labelled()).isEmpty();
    }

    @Tag("exclusive")
    @Test
    void networksArePrunedAndThePredefinedStay() {
        String used = Witness.unique("used");
        String unused = Witness.unique("unused");
        Networks.create(used).label(KEY, SESSION).execute();
        String ofAnEnded = Witness.unique("ended");
        Networks.create(unused).label(KEY, SESSION).execute();
        Networks.create(ofAnEnded).label(KEY, SESSION).execute();
        Containers.run("ubuntu").label(KEY, SESSION).network(used).interactive().detached().start();
        Containers.run("hello-world").label(KEY, SESSION).network(ofAnEnded).execute();

        PruneReport would = Networks.prune().label(KEY, SESSION).dryRun();
        PruneReport pruned = Networks.prune().label(KEY, SESSION).execute();

        assertThat(pruned.removed()).containsExactlyInAnyOrder(unused, ofAnEnded);
        assertThat(would.removed()).containsExactlyInAnyOrder(unused, ofAnEnded);
        List<String> left =
                Witness.RAW.listNetworksCmd().exec().stream().map(n -> n.getName()).toList();
        assertThat(left).contains("bridge", "host", "none", used).doesNotContain(unused);
        assertThat(Networks.list().stream().filter(NetworkSummary::isPredefined)).hasSize(3);
    }
}
