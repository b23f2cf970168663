package io.dockerkit.compose;

import io.dockerkit.cli.Checks;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One line of {@code docker compose ls}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param project the handle of the project
 * @param states how many of its containers are in which state, by state: {@code running} → 2
 * @param files the files that its containers were created from, as the engine's labels have them; paths on the machine
 *     where the project was started
 */
public record ComposeProjectSummary(
        ComposeProject project, Map<String, Integer> states, List<Path> files) {
    /** Copies the map, in the order of the states, and the list. */
    public ComposeProjectSummary {
        Objects.requireNonNull(project, "project");
        states = Collections.unmodifiableMap(new TreeMap<>(states));
        files = Checks.elements("files", files);
    }

    /** Returns the project's name. */
    public String name() {
        return project.name();
    }

    /** Returns the states as {@code docker compose ls} prints them: {@code exited(1), running(2)}. */
    public String status() {
        return states.entrySet().stream()
                .map(state -> state.getKey() + "(" + state.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Returns name and states. */
    @Override
    public String toString() {
        return name() + ": " + status();
    }
}
