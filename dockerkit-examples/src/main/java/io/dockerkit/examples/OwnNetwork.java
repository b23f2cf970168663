package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails.NetworkEndpoint;
import io.dockerkit.network.Network;
import java.util.Map;
import java.util.Set;

/** {@code docker network create}, {@code docker network connect}. */
public final class OwnNetwork implements Scenario {
    private static final String NAME = "testingIsolatedNetwork";

    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new OwnNetwork());
    }

    @Override
    public String title() {
        return "an own network with a subnet, a container in it, and a running one connected to it";
    }

    @Override
    public void play(Transcript t) {
        t.docker("docker network create --driver bridge --subnet 182.1.0.1/16 " + NAME);
        Network isolated =
                Networks.create(NAME)
                        .driver("bridge")
                        .subnet("182.1.0.1/16")
                        .label(LABEL)
                        .execute();
        t.shows(isolated.inspect());
        t.note("engines from 26 on refuse host bits, so DockerKit sends the masked 182.1.0.0/16");
        t.check(
                "it has that subnet",
                isolated.inspect().subnet().orElse("").equals("182.1.0.0/16"));

        t.docker("docker run -itd --name testUbuntu --net " + NAME + " ubuntu");
        Container inIt =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .interactive()
                        .tty()
                        .detached()
                        .name("testUbuntu")
                        .network(NAME)
                        .start();
        Map<String, NetworkEndpoint> ends = inIt.inspect().networks();
        t.shows(ends.values().toArray());
        t.check("it is in that network alone", ends.keySet().equals(Set.of(NAME)));
        t.check("its address is of that subnet", address(inIt).startsWith("182.1."));

        Container running =
                Containers.run("ubuntu").label(LABEL).interactive().tty().detached().start();
        t.docker("docker network connect " + NAME + " " + running.shortId());
        Networks.get(NAME).connect(running);
        Map<String, NetworkEndpoint> both = running.inspect().networks();
        t.shows(both.values().toArray());
        t.check("it is in both networks", both.keySet().equals(Set.of("bridge", NAME)));
        t.check("the network knows both containers", isolated.inspect().containers().size() == 2);
    }

    private static String address(Container container) {
        return container.inspect().networks().values().iterator().next().ipAddress().orElseThrow();
    }
}
