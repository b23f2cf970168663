package io.dockerkit.compose.converge;

import io.dockerkit.Json;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A container of a project as the engine lists it, or as it was created. Immutable and thread-safe.
 *
 * @param container its handle
 * @param name its name
 * @param state {@code running}, {@code exited} and the like; {@code created} for a new one
 * @param labels its labels
 * @param created when it was created
 * @param networkIds the ids of its networks
 * @param mounts what is mounted into it
 */
record Observed(
        Container container,
        String name,
        String state,
        Map<String, String> labels,
        Instant created,
        List<String> networkIds,
        List<Mounted> mounts) {
    /** Copies lists and maps. */
    Observed {
        labels = Map.copyOf(labels);
        networkIds = List.copyOf(networkIds);
        mounts = List.copyOf(mounts);
    }

    /**
     * Something mounted into a container.
     *
     * @param type {@code volume}, {@code bind} and the like
     * @param source the volume's name, or the path on the engine's host
     * @param target the path in the container
     */
    record Mounted(String type, String source, String target, boolean isReadOnly) {}

    static Observed of(ContainerSummary listed) {
        List<String> networks = new ArrayList<>();
        Json connected = listed.at("/NetworkSettings/Networks");
        if (connected.exists()) {
            connected.fields().values().forEach(end -> networks.add(textOf(end, "/NetworkID")));
        }
        List<Mounted> mounts = new ArrayList<>();
        Json mounted = listed.at("/Mounts");
        for (Json mount : mounted.exists() ? mounted.items() : List.<Json>of()) {
            String type = textOf(mount, "/Type");
            mounts.add(
                    new Mounted(
                            type,
                            textOf(mount, type.equals("volume") ? "/Name" : "/Source"),
                            textOf(mount, "/Destination"),
                            mount.at("/RW").exists() && !mount.at("/RW").bool()));
        }
        return new Observed(
                listed.container(),
                listed.name(),
                listed.state(),
                listed.labels(),
                listed.created(),
                networks,
                mounts);
    }

    private static String textOf(Json json, String pointer) {
        return json.at(pointer).exists() ? json.at(pointer).text() : "";
    }

    static Observed created(Container container, String name, Map<String, String> labels) {
        return new Observed(
                container, name, "created", labels, Instant.now(), List.of(), List.of());
    }

    Observed in(String otherState) {
        return new Observed(container, name, otherState, labels, created, networkIds, mounts);
    }

    String id() {
        return container.id();
    }

    String label(String key) {
        return labels.getOrDefault(key, "");
    }

    String service() {
        return label(ComposeLabels.SERVICE);
    }

    boolean isRunning() {
        return state.equals("running");
    }

    boolean isOneOff() {
        return label(ComposeLabels.ONE_OFF).equals("True");
    }

    /** Returns its number in its service; 0 if its label says none. */
    int number() {
        String text = label(ComposeLabels.CONTAINER_NUMBER);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
