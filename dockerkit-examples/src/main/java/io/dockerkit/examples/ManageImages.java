package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.PruneReport;
import io.dockerkit.container.Container;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageRemoval;
import io.dockerkit.image.ImageSummary;
import java.util.List;

/** {@code docker images}, {@code docker rmi}, {@code docker image prune}. */
public final class ManageImages implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new ManageImages());
    }

    @Override
    public String title() {
        return "images listed, removed by name, pruned when they have none";
    }

    @Override
    public void play(Transcript t) {
        Container made =
                Containers.run("ubuntu").label(LABEL).detached().command("touch", "/made").start();
        made.awaitExit();

        t.docker("docker images");
        List<ImageSummary> images = Images.list();
        t.shows(images.stream().filter(image -> image.tags().contains("ubuntu:latest")).toArray());
        t.check("ubuntu is there", Images.find("ubuntu").isPresent());

        t.docker("docker commit " + made.shortId() + " dockerkit-demo/snapshot:1");
        Image snapshot =
                made.commit("dockerkit-demo/snapshot:1").change("LABEL " + LABEL + "=").execute();
        t.shows(snapshot);

        t.docker("docker rmi dockerkit-demo/snapshot:1");
        ImageRemoval gone = Images.get("dockerkit-demo/snapshot:1").remove();
        t.shows("untagged " + gone.untagged(), "deleted " + gone.deleted());
        t.check("its name is gone", gone.untagged().contains("dockerkit-demo/snapshot:1"));
        t.check("so is the image", gone.deleted().contains(snapshot.id()));
        t.check("nobody finds it", Images.find("dockerkit-demo/snapshot:1").isEmpty());

        Image older =
                made.commit("dockerkit-demo/snapshot:2")
                        .change("LABEL " + LABEL + "=older")
                        .execute();
        made.commit("dockerkit-demo/snapshot:2").change("LABEL " + LABEL + "=newer").execute();
        t.note("the second commit took the name from the first");
        t.docker("docker image prune --filter label=" + LABEL);
        PruneReport pruned = Images.prune().label(LABEL).execute();
        t.shows(pruned.removed(), pruned.spaceReclaimed() + " bytes");
        t.check("the image without a name is gone", pruned.removed().contains(older.id()));
        t.check("the one with a name stays", Images.find("dockerkit-demo/snapshot:2").isPresent());
    }
}
