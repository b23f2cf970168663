package io.dockerkit.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Containers and commands in them, from the start to the end. */
final class Runs {
    private Runs() {}

    static void run(Table table) throws Exception {
        try (DockerClient raw = Peers.dockerJava()) {
            helloWorld(table);
            exec(table, raw);
            start(table);
        } finally {
            Peers.removeAll();
        }
    }

    private static void helloWorld(Table table) throws Exception {
        Table.Action ours =
                () ->
                        Containers.run("hello-world")
                                .label(Peers.LABEL, Peers.SESSION)
                                .rm()
                                .execute()
                                .requireSuccess();
        String label = Peers.LABEL + "=" + Peers.SESSION;
        Table.Action cli =
                () -> Peers.run("docker", "run", "--rm", "--label", label, "hello-world");
        ours.run();
        cli.run();
        double[] ms = Table.medians(41, ours, cli);
        table.times("run hello-world to its end and remove", ms[0], ms[1], "docker run --rm", 1.0);
    }

    private static void exec(Table table, DockerClient raw) throws Exception {
        Container container =
                Containers.run("ubuntu")
                        .label(Peers.LABEL, Peers.SESSION)
                        .command("sleep", "3600")
                        .detached()
                        .start();
        Table.Action ours = () -> container.exec("true").execute().requireSuccess();
        Table.Action theirs =
                () -> {
                    String id =
                            raw.execCreateCmd(container.id())
                                    .withCmd("true")
                                    .withAttachStdout(true)
                                    .withAttachStderr(true)
                                    .exec()
                                    .getId();
                    raw.execStartCmd(id)
                            .exec(new ResultCallback.Adapter<Frame>())
                            .awaitCompletion();
                    if (raw.inspectExecCmd(id).exec().getExitCodeLong() != 0) {
                        throw new IllegalStateException("true is false");
                    }
                };
        for (int i = 0; i < 10; i++) {
            ours.run();
            theirs.run();
        }
        double[] ms = Table.medians(61, ours, theirs);
        table.times("exec true", ms[0], ms[1], "docker-java", 1.0);
    }

    private static void start(Table table) throws Exception {
        Table.Action ours =
                () ->
                        Containers.run("ubuntu")
                                .label(Peers.LABEL, Peers.SESSION)
                                .command("sleep", "3600")
                                .detached()
                                .start();
        Table.Action theirs =
                () ->
                        new GenericContainer<>(DockerImageName.parse("ubuntu"))
                                .withLabels(Map.of(Peers.LABEL, Peers.SESSION))
                                .withCommand("sleep", "3600")
                                .start();
        ours.run();
        theirs.run();
        double[] ms = Table.medians(31, new Table.Action[] {ours, theirs}, Peers::removeAll);
        table.times("start a container", ms[0], ms[1], "Testcontainers", 1.0);
    }
}
