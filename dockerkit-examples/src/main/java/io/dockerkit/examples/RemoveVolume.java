package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.InUseException;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.volume.Volume;

/** {@code docker volume rm}. */
public final class RemoveVolume implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new RemoveVolume());
    }

    @Override
    public String title() {
        return "a volume removed, once nobody uses it";
    }

    @Override
    public void play(Transcript t) {
        Volume data = Volumes.create("demo_removed_volume").label(LABEL).execute();
        t.check("it is the demo's own", data.labels().containsKey(LABEL));
        Container user =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .interactive()
                        .detached()
                        .name("demoUser")
                        .volume("demo_removed_volume", "/www")
                        .start();

        t.docker("docker volume rm demo_removed_volume");
        String refused = "nothing";
        try {
            data.remove();
        } catch (InUseException used) {
            refused = used.getMessage();
        }
        t.shows(refused);
        t.check("the error names who uses it", refused.contains("demoUser"));

        user.remove(options -> options.force());
        t.docker("docker volume rm demo_removed_volume");
        boolean removed = !data.remove().isEmpty();
        t.shows(removed);
        t.check("it is gone", removed && Volumes.find("demo_removed_volume").isEmpty());
    }
}
