package io.dockerkit.compose.containers;

import io.dockerkit.NotFoundException;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.container.ContainerDetails;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A container as {@code docker compose ps} shows it. Immutable and thread-safe.
 *
 * @param member the container
 * @param health its health while it runs; "" without one
 * @param exitCode its exit code if it has exited, else 0
 */
public record Listed(Member member, String health, int exitCode) {
    /** Checks that nothing is null. */
    public Listed {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(health, "health");
    }

    /**
     * Returns the containers of these services, or of all, sorted by name.
     *
     * @param all whether those that do not run are listed, and those of {@code run}
     * @param orphans whether those of services are listed that the files do not name
     */
    public static List<Listed> of(
            ProjectResources resources, List<String> services, boolean all, boolean orphans) {
        List<String> wanted = services;
        if (services.isEmpty() && !orphans && resources.project().isPresent()) {
            wanted = resources.serviceNames();
        }
        List<String> names = wanted;
        List<Member> found =
                resources.containers(all ? OneOff.INCLUDED : OneOff.EXCLUDED, all, names).stream()
                        .sorted(Comparator.comparing(Member::name))
                        .toList();
        return TaskGroup.map(found, Listed::look).stream().flatMap(Optional::stream).toList();
    }

    /** Returns what an inspection adds to the list; empty if the container is gone by now. */
    private static Optional<Listed> look(Member member) {
        try {
            ContainerDetails.State state = member.handle().inspect().state();
            return Optional.of(
                    switch (state.status()) {
                        case "running" -> new Listed(member, state.health().orElse(""), 0);
                        case "exited", "dead" -> new Listed(member, "", state.exitCode());
                        default -> new Listed(member, "", 0);
                    });
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }
}
