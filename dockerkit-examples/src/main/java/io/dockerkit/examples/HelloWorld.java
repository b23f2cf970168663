package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.container.run.RunResult;

/** {@code docker run hello-world}. */
public final class HelloWorld implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new HelloWorld());
    }

    @Override
    public String title() {
        return "the first container and its output";
    }

    @Override
    public void play(Transcript t) {
        t.docker("docker run hello-world");
        RunResult hello = Containers.run("hello-world").label(LABEL).execute();
        t.shows(hello.stdout(), "exit code " + hello.exitCode());

        t.check("the container greets", hello.stdout().contains("Hello from Docker!"));
        t.check("it ended well", hello.requireSuccess().exitCode() == 0);
    }
}
