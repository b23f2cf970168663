package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.PruneReport;
import io.dockerkit.container.run.RunResult;

/** {@code docker rm} and {@code docker container prune}. */
public final class RemoveAndPrune implements Scenario {
    private static final int MEGABYTE = 1_000_000;

    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new RemoveAndPrune());
    }

    @Override
    public String title() {
        return "containers removed one by one and all that ended, with the space that they took";
    }

    @Override
    public void play(Transcript t) {
        RunResult first = Containers.run("hello-world").label(LABEL).execute();
        t.docker("docker rm " + first.containerId().substring(0, 12));
        boolean removed = !Containers.get(first.containerId()).remove().isEmpty();
        t.shows(removed);
        t.check("it is gone", Containers.find(first.containerId()).isEmpty());

        Containers.run("ubuntu")
                .label(LABEL)
                .command("head", "-c", "1000000", "/dev/zero")
                .execute();
        Containers.run("ubuntu")
                .label(LABEL)
                .command("sh", "-c", "head -c 1000000 /dev/zero > /zeros")
                .execute();

        t.docker("docker container prune --filter label=" + LABEL);
        PruneReport would = Containers.prune().label(LABEL).dryRun();
        PruneReport freed = Containers.prune().label(LABEL).execute();
        t.shows(freed.removed().size() + " containers, " + freed.spaceReclaimed() + " bytes");

        t.check("both are gone", freed.removed().size() == 2);
        t.check("the file's megabyte is free", freed.spaceReclaimed() >= MEGABYTE);
        t.check("the dry run had told so", would.removed().containsAll(freed.removed()));
    }
}
