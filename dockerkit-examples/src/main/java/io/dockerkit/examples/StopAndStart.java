package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import java.time.Duration;

/** {@code docker run -itd ubuntu}, {@code docker stop}, {@code docker start}. */
public final class StopAndStart implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new StopAndStart());
    }

    @Override
    public String title() {
        return "a container in the background, stopped and started by the beginning of its id";
    }

    @Override
    public void play(Transcript t) {
        t.docker("docker run -itd ubuntu");
        Container ubuntu =
                Containers.run("ubuntu").label(LABEL).interactive().tty().detached().start();
        t.shows(ubuntu.id());
        t.check("it runs", ubuntu.inspect().state().running());

        String prefix = ubuntu.id().substring(0, 6);
        t.docker("docker stop -t 1 " + prefix);
        Containers.get(prefix).stop(options -> options.timeout(Duration.ofSeconds(1)));
        ContainerDetails.State stopped = ubuntu.inspect().state();
        t.shows(stopped.status() + ", exit code " + stopped.exitCode());
        t.check("it stopped", stopped.status().equals("exited"));
        // an interactive shell takes no notice of SIGTERM, so the engine killed it: 128 + 9
        t.check("its exit code tells that it was killed", stopped.exitCode() == 137);

        t.docker("docker start " + prefix);
        boolean started = Containers.get(prefix).start();
        t.shows(ubuntu.inspect().state().status());
        t.check("it was started", started);
        t.check("it runs again", ubuntu.inspect().state().running());
        t.check("to start it once more changes nothing", !ubuntu.start());
    }
}
