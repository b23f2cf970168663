package io.dockerkit.compose.converge;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a project is brought up, but for what changes the project itself. Immutable and thread-safe.
 *
 * @param services the services that were given; none stands for all
 * @param recreate when containers of these services are replaced
 * @param recreateDependencies when containers of other services are replaced
 * @param inheritsVolumes whether a new container takes over the anonymous volumes of the one that it replaces
 * @param timeout how long containers have to stop, or null for their own time
 * @param removesOrphans whether containers of services that the project does not have are removed
 * @param isPullQuiet whether the progress of pulls is not told
 * @param isBuilding whether images are built
 * @param replacesVolumes whether a volume whose configuration has changed is removed with its data, and created again
 * @param isStarting whether the containers are started
 * @param isWaiting whether it waits until the services run, and are healthy where they have a health check
 * @param waitTimeout how long it waits, or null for no limit
 * @param commandLine the command line for errors
 */
public record UpOptions(
        List<String> services,
        Recreate recreate,
        Recreate recreateDependencies,
        boolean inheritsVolumes,
        @Nullable Duration timeout,
        boolean removesOrphans,
        boolean isPullQuiet,
        boolean isBuilding,
        boolean replacesVolumes,
        boolean isStarting,
        boolean isWaiting,
        @Nullable Duration waitTimeout,
        String commandLine) {
    /** Copies the list. */
    public UpOptions {
        services = List.copyOf(services);
    }

    /** When a container is replaced. */
    public enum Recreate {
        /** When its configuration, its image, its networks or its volumes have changed. */
        DIVERGED,
        /** In any case. */
        FORCE,
        /** Never. */
        NEVER
    }

    /** Returns the options for a change of the number of containers; no image is built. */
    public static UpOptions ofScale(List<String> services, String commandLine) {
        return new UpOptions(
                services,
                Recreate.DIVERGED,
                Recreate.DIVERGED,
                false,
                null,
                false,
                false,
                false,
                false,
                true,
                false,
                null,
                commandLine);
    }

    /** Returns the options for the services on which a container of {@code run} depends. */
    static UpOptions ofDependencies(
            boolean removesOrphans, boolean isPullQuiet, boolean isBuilding, String commandLine) {
        return new UpOptions(
                List.of(),
                Recreate.DIVERGED,
                Recreate.DIVERGED,
                true,
                null,
                removesOrphans,
                isPullQuiet,
                isBuilding,
                false,
                true,
                false,
                null,
                commandLine);
    }
}
