package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.PruneReport;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.network.NetworkSummary;
import java.time.Duration;
import java.util.List;

/** {@code docker stop $(docker ps -q)}, {@code docker rm $(docker ps -aq)}, {@code docker network prune}. */
public final class RemoveAll implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new RemoveAll());
    }

    @Override
    public String title() {
        return "all containers of the demo stopped and removed, its networks removed and pruned";
    }

    @Override
    public void play(Transcript t) {
        Networks.create("demoRemoved").label(LABEL).execute();
        Networks.create("demoPruned").label(LABEL).execute();
        for (int i = 0; i < 3; i++) {
            Containers.run("ubuntu").label(LABEL).interactive().detached().start();
        }

        t.docker("docker stop -t 1 $(docker ps -q --filter label=" + LABEL + ")");
        Containers.query().label(LABEL).stopAll(options -> options.timeout(Duration.ofSeconds(1)));
        List<ContainerSummary> stopped = Containers.query().all().label(LABEL).list();
        t.shows(stopped.toArray());
        // an engine's list may lag behind for a moment, what it says of one container does not
        t.check(
                "all three have ended",
                stopped.stream().noneMatch(c -> c.container().inspect().state().running()));

        t.docker("docker rm $(docker ps -aq --filter label=" + LABEL + ")");
        Containers.query().all().label(LABEL).removeAll();
        t.shows(Containers.query().all().label(LABEL).list().size() + " containers left");
        t.check("none is left", Containers.query().all().label(LABEL).list().isEmpty());

        t.docker("docker network rm demoRemoved");
        boolean removed = !Networks.get("demoRemoved").remove().isEmpty();
        t.shows(removed);
        t.check("it is gone", Networks.find("demoRemoved").isEmpty());

        t.docker("docker network prune --filter label=" + LABEL);
        PruneReport pruned = Networks.prune().label(LABEL).execute();
        t.shows(pruned.removed());
        t.check("the other one is gone too", pruned.removed().equals(List.of("demoPruned")));

        long predefined = Networks.list().stream().filter(NetworkSummary::isPredefined).count();
        t.check("bridge, host and none are still there", predefined == 3);
    }
}
