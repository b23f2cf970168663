package io.dockerkit.junit;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells, beside the failure of a test, what its containers wrote. It has no stack trace, since nothing went wrong here. */
final class ContainerLogs extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int TAIL = 40;

    private ContainerLogs(String message) {
        super(message, null, false, false);
    }

    /** Adds the end of the logs to a failure, once. */
    static void addTo(Throwable failure, Map<String, Container> containers) {
        if (containers.isEmpty()
                || Stream.of(failure.getSuppressed()).anyMatch(ContainerLogs.class::isInstance)) {
            return;
        }
        StringBuilder text = new StringBuilder("the containers when the test failed:");
        containers.forEach(
                (name, container) ->
                        text.append("\n--- ").append(name).append(": ").append(tail(container)));
        failure.addSuppressed(new ContainerLogs(text.toString()));
    }

    private static String tail(Container container) {
        try {
            Logs logs = container.logs().tail(TAIL).execute();
            String written = (logs.stdout() + logs.stderr()).stripTrailing();
            return container.inspect().name()
                    + " ("
                    + container.shortId()
                    + "), "
                    + state(container)
                    + (written.isEmpty()
                            ? "; it has written nothing"
                            : "; the end of its logs:\n" + written);
        } catch (DockerException unreadable) {
            return container.shortId()
                    + ", of which nothing can be read: "
                    + unreadable.getMessage();
        }
    }

    private static String state(Container container) {
        var state = container.inspect().state();
        return state.running()
                ? state.status()
                : state.status()
                        + " with exit code "
                        + state.exitCode()
                        + (state.oomKilled() ? ", killed for want of memory" : "");
    }

    /** Publishes all of the logs as files of the test. */
    static void publish(ExtensionContext context, Map<String, Container> containers) {
        if (!containers.isEmpty()) {
            context.publishDirectory("containers", directory -> write(directory, containers));
        }
    }

    private static void write(Path directory, Map<String, Container> containers)
            throws IOException {
        for (Map.Entry<String, Container> entry : containers.entrySet()) {
            Files.writeString(directory.resolve(entry.getKey() + ".log"), whole(entry.getValue()));
        }
    }

    private static String whole(Container container) {
        try {
            StringBuilder text = new StringBuilder();
            try (var lines = container.logs().timestamps().lines()) {
                lines.forEach(
                        line ->
                                text.append(line.time().map(time -> time + " ").orElse(""))
                                        .append(line.text())
                                        .append('\n'));
            }
            return text.toString();
        } catch (DockerException unreadable) {
            return "the logs cannot be read: " + unreadable.getMessage() + "\n";
        }
    }
}
