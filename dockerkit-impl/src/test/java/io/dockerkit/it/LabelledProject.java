package io.dockerkit.it;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import java.util.function.UnaryOperator;

/** A Compose project that is made of plain containers, with the labels that docker compose gives to them. */
final class LabelledProject {
    /** Ends at once when it is asked to. */
    static final String SLEEPER =
            "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done";

    private static final String LABEL = "com.docker.compose.";

    private final String name = Witness.unique("shop");

    /** Begins a project whose containers have the network {@code default}. */
    static LabelledProject create() {
        LabelledProject project = new LabelledProject();
        Networks.create(project.name + "_default")
                .label(Witness.KEY, Witness.SESSION)
                .label(LABEL + "project", project.name)
                .label(LABEL + "network", "default")
                .execute();
        return project;
    }

    String name() {
        return name;
    }

    ComposeProject handle() {
        return Compose.project(name);
    }

    /** Creates the volume of the project with this key. */
    String volume(String key) {
        Volumes.create(name + "_" + key)
                .label(Witness.KEY, Witness.SESSION)
                .label(LABEL + "project", name)
                .label(LABEL + "volume", key)
                .execute();
        return name + "_" + key;
    }

    /** Returns the run of a container of a service; {@code dependencies} is the value of the label. */
    RunSpec run(String service, int number, String dependencies) {
        return Containers.run("busybox")
                .label(Witness.KEY, Witness.SESSION)
                .label(LABEL + "project", name)
                .label(LABEL + "service", service)
                .label(LABEL + "container-number", String.valueOf(number))
                .label(LABEL + "oneoff", "False")
                .label(LABEL + "config-hash", "0123456789abcdef")
                .label(LABEL + "depends_on", dependencies)
                .label(LABEL + "version", "2.40.3")
                .label(LABEL + "project.working_dir", "/srv/" + name)
                .label(LABEL + "project.config_files", "/srv/" + name + "/compose.yaml")
                .name(name + "-" + service + "-" + number)
                .network(name + "_default");
    }

    /** Starts a service of one container that runs until it is stopped. */
    Container start(String service, String dependencies) {
        return start(service, 1, dependencies, SLEEPER, run -> run);
    }

    /** Starts a container of a service that runs a script. */
    Container start(
            String service,
            int number,
            String dependencies,
            String script,
            UnaryOperator<DetachedSpec> options) {
        return options.apply(
                        run(service, number, dependencies).command("sh", "-c", script).detached())
                .start();
    }

    /** Starts a container as {@code docker compose run} does. */
    Container startOneOff(String service, String script) {
        return Containers.run("busybox")
                .label(Witness.KEY, Witness.SESSION)
                .label(LABEL + "project", name)
                .label(LABEL + "service", service)
                .label(LABEL + "oneoff", "True")
                .label(LABEL + "slug", "abc")
                .label(LABEL + "config-hash", "0123456789abcdef")
                .name(name + "-" + service + "-run-abc")
                .network(name + "_default")
                .command("sh", "-c", script)
                .detached()
                .start();
    }
}
