package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.ExecResult;

/** Two containers on different networks, and then on the same one. */
public final class TwoContainersTalk implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new TwoContainersTalk());
    }

    @Override
    public String title() {
        return "two CentOS containers that do not know each other, until they share a network";
    }

    @Override
    public void play(Transcript t) {
        Networks.create("demoFirst").label(LABEL).execute();
        Networks.create("demoSecond").label(LABEL).execute();
        Container test1 = centos("test1", "demoFirst");
        Container test2 = centos("test2", "demoSecond");

        t.docker("docker exec test1 ping -c 1 test2");
        ExecResult apart = test1.exec("ping", "-c", "1", "test2").execute();
        t.shows(apart.stderr() + apart.stdout(), "exit code " + apart.exitCode());
        t.check("the name is not known", apart.exitCode() != 0);

        t.docker("docker network connect demoFirst test2 ; docker exec test1 ping -c 1 test2");
        Networks.get("demoFirst").connect(test2);
        ExecResult together = test1.exec("ping", "-c", "1", "test2").execute();
        t.shows(together.stdout(), "exit code " + together.exitCode());
        t.check(
                "now it answers by its name",
                together.requireSuccess().stdout().contains("1 received"));
    }

    private static Container centos(String name, String network) {
        return Containers.run("centos")
                .label(LABEL)
                .interactive()
                .tty()
                .detached()
                .name(name)
                .network(network)
                .start();
    }
}
