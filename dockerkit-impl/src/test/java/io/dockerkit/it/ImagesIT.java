package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.RAW;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.Images;
import io.dockerkit.InUseException;
import io.dockerkit.PruneReport;
import io.dockerkit.container.Container;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.image.ImageRemoval;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.image.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
class ImagesIT {
    private Container made;

    @BeforeEach
    void makeAContainerToCommit() {
        made = Witness.run("ubuntu").detached().command("touch", "/made").start();
        made.awaitExit();
    }

    private Image commit(String name, String value) {
        return made.commit(name)
                .message("made by a test")
                .change("LABEL " + KEY + "=" + SESSION)
                .change("LABEL value=" + value)
                .execute();
    }

    @Tag("exclusive")
    @Test
    void listsWhatTheOtherClientLists() {
        Images.pull("ubuntu").execute();
        List<String> seen = RAW.listImagesCmd().exec().stream().map(i -> i.getId()).toList();
        assertThat(Images.list())
                .extracting(ImageSummary::id)
                .containsExactlyInAnyOrderElementsOf(seen);
        ImageSummary ubuntu = Images.query().reference("ubuntu").list().get(0);
        assertThat(ubuntu.tags()).contains("ubuntu:latest");
        assertThat(ubuntu.digests().get(0)).startsWith("ubuntu@sha256:");
        assertThat(ubuntu.isDangling()).isFalse();
    }

    @Test
    void removalTellsNamesAndIds() {
        String name = Witness.unique("removed");
        Image image = commit(name, "1");
        image.tag(name + ":second");

        ImageRemoval first = Images.get(name + ":second").remove();
        assertThat(first.untagged()).containsExactly(name + ":second");
        assertThat(first.deleted()).isEmpty();
        assertThat(RAW.inspectImageCmd(name).exec().getId()).isEqualTo(image.id());

        ImageRemoval last = Images.get(name).remove();
        assertThat(last.untagged()).contains(name + ":latest");
        assertThat(last.deleted()).contains(image.id());
        assertThatThrownBy(() -> RAW.inspectImageCmd(name).exec())
                .isInstanceOf(NotFoundException.class);
        assertThat(Images.find(name)).isEmpty();
    }

    @Tag("exclusive")
    @Test
    void pruneTakesImagesWithoutAName() {
        String name = Witness.unique("pruned");
        Image older = commit(name, "older");
        Image newer = commit(name, "newer");
        assertThat(Images.query().dangling().label(KEY, SESSION).list())
                .extracting(ImageSummary::id)
                .containsExactly(older.id());

        PruneReport would = Images.prune().label(KEY, SESSION).dryRun();
        PruneReport pruned = Images.prune().label(KEY, SESSION).execute();

        assertThat(would.removed()).containsExactly(older.id());
        assertThat(pruned.removed()).contains(older.id()).doesNotContain(newer.id());
        assertThat(RAW.inspectImageCmd(name).exec().getId()).isEqualTo(newer.id());
    }

    @Test
    void pruneOfAllTakesTheUnusedImagesThatItsDryRunTells() {
        String label = Witness.unique("prune");
        Image unused = labelled("unused", label);
        Image twice = labelled("twice", label);
        twice.tag(Witness.unique("again"));
        Image used = labelled("used", label);
        Container user = Witness.run(used.id()).command("true").create();

        PruneReport would = Images.prune().all().label(label).dryRun();
        PruneReport pruned = Images.prune().all().label(label).execute();

        assertThat(would.removed()).containsExactlyInAnyOrder(unused.id(), twice.id());
        assertThat(pruned.removed()).contains(unused.id(), twice.id()).doesNotContain(used.id());
        user.remove();
        used.remove();
    }

    private Image labelled(String value, String label) {
        return made.commit(Witness.unique(value))
                .change("LABEL " + KEY + "=" + SESSION)
                .change("LABEL " + label + "=" + value)
                .execute();
    }

    @Test
    void commitSendsMessageAndChanges() {
        String name = Witness.unique("committed");
        Image image = commit(name, "x");
        InspectImageResponse seen = RAW.inspectImageCmd(name).exec();
        assertThat(seen.getId()).isEqualTo(image.id());
        assertThat(seen.getComment()).isEqualTo("made by a test");
        assertThat(seen.getConfig().getLabels()).containsEntry("value", "x");
    }

    @Test
    void pullReportsEachLayerAndTheDigest() {
        boolean wasThere = Images.find("busybox:musl").isPresent();
        List<Progress.Event> events = new ArrayList<>();
        try {
            Image image = Images.pull("busybox:musl").onProgress(events::add).execute();

            InspectImageResponse seen = RAW.inspectImageCmd("busybox:musl").exec();
            String digest = seen.getRepoDigests().get(0).replaceFirst(".*@", "");
            assertThat(image.inspect().digest()).contains(digest);
            assertThat(events).extracting(Progress.Event::status).contains("Digest: " + digest);
            if (!wasThere) {
                assertThat(events).extracting(Progress.Event::status).contains("Pull complete");
                assertThat(events)
                        .anyMatch(e -> e.total() > 0 && e.current() > 0 && !e.id().isEmpty());
            }
        } finally {
            if (!wasThere) {
                Images.find("busybox:musl").ifPresent(Image::remove);
            }
        }
    }

    @Test
    void pullWithoutATagIsOfLatestAlone() {
        Image image = Images.pull("ubuntu").execute();
        assertThat(image.reference()).isEqualTo("ubuntu:latest");
        assertThat(image.inspect().tags()).contains("ubuntu:latest");
    }

    @Test
    void whatAProgressThrowsEndsThePullAndReachesTheCaller() {
        assertThatThrownBy(
                        () ->
                                Images.pull("ubuntu")
                                        .onProgress(
                                                event -> {
                                                    throw new IllegalStateException("enough");
                                                })
                                        .execute())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(Images.pull("ubuntu").timeout(Duration.ofMinutes(1)).execute().id())
                .startsWith("sha256:");
    }

    @Test
    void anImageThatDoesNotExistIsSaidNotToBeFound() {
        assertThatThrownBy(() -> Images.get("dockerkit/there-is-none:1"))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("dockerkit/there-is-none:1")
                .hasMessageContaining("check the name");
    }

    @Test
    void anImageThatAContainerUsesStays() {
        String name = Witness.unique("used");
        commit(name, "used");
        Witness.run(name).interactive().detached().start();
        assertThatThrownBy(() -> Images.get(Images.get(name).id()).remove())
                .isInstanceOf(InUseException.class)
                .hasMessageContaining("first");
        assertThat(RAW.inspectImageCmd(name).exec()).isNotNull();
    }

    @Test
    void detailsAreTyped() {
        ImageDetails ubuntu = Images.get("ubuntu").inspect();
        InspectImageResponse seen = RAW.inspectImageCmd("ubuntu").exec();
        assertThat(ubuntu.id()).isEqualTo(seen.getId());
        assertThat(ubuntu.os()).isEqualTo(seen.getOs());
        assertThat(ubuntu.architecture()).isEqualTo(seen.getArch());
        assertThat(ubuntu.size()).isEqualTo(seen.getSize());
        assertThat(ubuntu.command()).containsExactly(seen.getConfig().getCmd());
        assertThat(ubuntu.layers()).isEqualTo(seen.getRootFS().getLayers());
        assertThat(ubuntu.created()).isEqualTo(Instant.parse(seen.getCreated()));
        assertThat(ubuntu.json()).contains(seen.getId());
        assertThat(ubuntu.at("/RootFS/Type").text()).isEqualTo("layers");
    }
}
