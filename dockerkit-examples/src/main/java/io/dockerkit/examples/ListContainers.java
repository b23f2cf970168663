package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerSummary;
import java.util.List;

/** {@code docker ps} and {@code docker ps -a}. */
public final class ListContainers implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new ListContainers());
    }

    @Override
    public String title() {
        return "running containers, all containers, names that the engine made up";
    }

    @Override
    public void play(Transcript t) {
        Containers.run("hello-world").label(LABEL).execute();
        Container ubuntu =
                Containers.run("ubuntu").label(LABEL).interactive().tty().detached().start();

        t.note("of what else runs on this engine, nothing is shown");
        t.docker("docker ps");
        List<ContainerSummary> running = Containers.list();
        t.shows(ours(running).toArray());

        t.docker("docker ps -a --filter label=" + LABEL);
        List<ContainerSummary> all = Containers.query().all().label(LABEL).list();
        t.shows(all.toArray());

        t.check(
                "one of ours runs",
                ours(running).size() == 1 && ids(running).contains(ubuntu.id()));
        t.check("two of ours exist", all.size() == 2);
        t.check("the engine named them", all.stream().allMatch(c -> c.name().contains("_")));
    }

    private static List<ContainerSummary> ours(List<ContainerSummary> containers) {
        return containers.stream().filter(c -> c.labels().containsKey(LABEL)).toList();
    }

    private static List<String> ids(List<ContainerSummary> containers) {
        return containers.stream().map(ContainerSummary::id).toList();
    }
}
