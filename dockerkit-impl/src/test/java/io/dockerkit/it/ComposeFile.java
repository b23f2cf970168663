package io.dockerkit.it;

import io.dockerkit.Containers;
import io.dockerkit.compose.Compose;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerSummary;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A project of Compose files whose name no other test has, and what of it is on the engine. */
final class ComposeFile {
    /**
     * What a file begins with whose services, networks and volumes have {@code <<: *own}, or are {@code *own}: the label by
     * which a test's own is removed. {@code *sleep} is a service that runs until it is killed.
     */
    static final String OWN =
            """
            x-own: &own {labels: {io.dockerkit.test: $SESSION}}
            x-sleep: &sleep {<<: *own, image: busybox, command: [sleep, "600"], stop_signal: SIGKILL}
            """;

    private static final String LABEL = "com.docker.compose.project";

    private final String name;

    private ComposeFile(String name) {
        this.name = name;
    }

    static ComposeFile create() {
        return new ComposeFile(Witness.unique("up"));
    }

    String name() {
        return name;
    }

    /** Returns the project of this text, which gets a default network. */
    Compose parse(String yaml) {
        return plain(yaml + "\nnetworks: {default: *own}\n");
    }

    /** Returns the project of this text. */
    Compose plain(String yaml) {
        return Compose.parse(OWN + yaml).projectName(name).env("SESSION", Witness.SESSION);
    }

    Compose load(Path file) {
        return Compose.load(file).projectName(name).env("SESSION", Witness.SESSION);
    }

    /** Returns the ids of the project's containers by what their names have behind the project's name: {@code web-1}. */
    Map<String, String> ids() {
        return Containers.query().all().label(LABEL, name).list().stream()
                .collect(
                        Collectors.toMap(
                                container -> container.name().replace(name + "-", ""),
                                ContainerSummary::id));
    }

    Container container(String suffix) {
        return Containers.get(name + "-" + suffix);
    }

    ContainerDetails inspect(String suffix) {
        return container(suffix).inspect();
    }
}
