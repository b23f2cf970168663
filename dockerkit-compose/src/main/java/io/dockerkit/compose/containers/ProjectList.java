package io.dockerkit.compose.containers;

import io.dockerkit.Docker;
import io.dockerkit.container.ContainerQuery;
import io.dockerkit.container.ContainerSummary;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The projects of an engine: {@code docker compose ls}. Stateless and thread-safe. */
public final class ProjectList {
    private ProjectList() {}

    /**
     * A project.
     *
     * @param name its name
     * @param states how many containers are in which state
     * @param files the files that they were created from
     */
    public record Found(String name, Map<String, Integer> states, List<Path> files) {}

    /** Returns the projects that have running containers, or any, sorted by name. */
    public static List<Found> of(Docker docker, boolean all) {
        ContainerQuery query =
                docker.containers()
                        .query()
                        .label(ComposeLabels.PROJECT)
                        .label(ComposeLabels.CONFIG_HASH);
        Map<String, List<Member>> projects = new TreeMap<>();
        for (ContainerSummary summary : (all ? query.all() : query).list()) {
            Member member = new Member(summary);
            projects.computeIfAbsent(member.label(ComposeLabels.PROJECT), key -> new ArrayList<>())
                    .add(member);
        }
        List<Found> found = new ArrayList<>();
        projects.forEach((name, members) -> found.add(found(name, members)));
        return found;
    }

    private static Found found(String name, List<Member> members) {
        Map<String, Integer> states = new TreeMap<>();
        Set<Path> files = new LinkedHashSet<>();
        for (Member member : members) {
            states.merge(member.summary().state(), 1, Integer::sum);
            for (String file : member.label(ComposeLabels.CONFIG_FILES).split(",", -1)) {
                if (!file.isEmpty()) {
                    add(file, files);
                }
            }
        }
        return new Found(name, states, List.copyOf(files));
    }

    /** The project may be from a machine with other paths. */
    private static void add(String file, Set<Path> files) {
        try {
            files.add(Path.of(file));
        } catch (InvalidPathException foreign) {
            // it names nothing here
        }
    }
}
