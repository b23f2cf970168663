package io.dockerkit.examples;

import io.dockerkit.Containers;
import io.dockerkit.Engine;
import io.dockerkit.Networks;
import io.dockerkit.Secrets;
import io.dockerkit.Services;
import io.dockerkit.Swarm;
import io.dockerkit.swarm.Secret;
import io.dockerkit.swarm.Service;
import java.time.Duration;

/**
 * {@code docker swarm init}, {@code docker secret create}, {@code docker service create}, {@code scale}, {@code update} and
 * {@code docker swarm leave}. An engine that is in a swarm already stays in it.
 */
public final class SwarmService implements Scenario {
    private static final String NAME = "dockerkit-demo-greeter";
    private static final String SECRET = "dockerkit-demo-password";

    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new SwarmService());
    }

    @Override
    public String title() {
        return "a swarm of one engine, with a service that is scaled, updated and reads a secret";
    }

    @Override
    public void play(Transcript t) {
        String state = Engine.info().at("/Swarm/LocalNodeState").text();
        boolean begun = state.equals("inactive");
        boolean hadBridge = Networks.find("docker_gwbridge").isPresent();
        if (begun) {
            t.docker("docker swarm init --advertise-addr 127.0.0.1");
            t.shows(Swarm.init().advertiseAddr("127.0.0.1").execute());
        } else {
            t.note("the engine is in a swarm already, and stays in it");
        }
        try {
            playInSwarm(t);
        } finally {
            Services.find(NAME).ifPresent(Service::remove);
            if (begun) {
                t.docker("docker swarm leave --force");
                Swarm.leave(options -> options.force());
                if (!hadBridge) {
                    Networks.find("docker_gwbridge").ifPresent(network -> network.remove());
                }
            } else {
                Secrets.find(SECRET).ifPresent(Secret::remove);
            }
        }
        t.note("the service, the secret and the swarm are gone again");
    }

    private static void playInSwarm(Transcript t) {
        t.docker("echo s3cret | docker secret create " + SECRET + " -");
        Secret password = Secrets.create(SECRET).content("s3cret\n").execute();
        t.shows(password.id());

        t.docker(
                "docker service create --name "
                        + NAME
                        + " --secret "
                        + SECRET
                        + " busybox sh -c 'cat /run/secrets/*; sleep 600'");
        Service greeter =
                Services.create(
                                NAME,
                                Containers.run("busybox")
                                        .detached()
                                        .command("sh", "-c", "cat /run/secrets/*; sleep 600"))
                        .noResolveImage()
                        .secret(SECRET)
                        .stopGracePeriod(Duration.ofSeconds(1))
                        .updateMonitor(Duration.ofSeconds(1))
                        .execute();
        t.shows(greeter.tasks().get(0));
        t.check("it runs", greeter.tasks().stream().anyMatch(task -> task.isRunning()));

        t.docker("docker service logs " + NAME);
        String printed = greeter.logs().execute().stdout();
        t.shows(printed);
        t.check("the task reads the secret", printed.equals("s3cret\n"));

        t.docker("docker service scale " + NAME + "=3");
        greeter.scale(3);
        Service listed = Services.query().name(NAME).list().get(0);
        t.shows(listed.runningTasks().orElse(0) + " of " + listed.desiredTasks().orElse(0));
        t.check("three tasks run", listed.runningTasks().orElse(0) == 3);

        t.docker("docker service update --env-add LEVEL=debug --update-parallelism 0 " + NAME);
        greeter.update().envAdd("LEVEL", "debug").updateParallelism(0).execute();
        t.shows(greeter.inspect().updateState().orElse(""));
        t.check(
                "the update is complete",
                greeter.inspect().updateState().orElse("").equals("completed"));

        t.docker("docker service rm " + NAME);
        greeter.remove();
        t.check("it is gone", Services.find(NAME).isEmpty());
    }
}
