package io.dockerkit.compose.converge;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a container of a service is created as, besides what the document says. Immutable and thread-safe.
 *
 * @param number its number in the service; 0 or less for a container of {@code run}
 * @param labels its labels, but for those that its configuration decides
 * @param hasAliases whether it is found by the names of its service
 * @param isInteractive whether its standard input is attached
 * @param isRemovedAtItsEnd whether the engine removes it when it ends
 * @param inherited what the container had that this one replaces, whose anonymous volumes it takes over
 * @param imageVolumes the paths that get an anonymous volume by the image
 */
record ContainerPlan(
        int number,
        Map<String, String> labels,
        boolean hasAliases,
        boolean isInteractive,
        boolean isRemovedAtItsEnd,
        List<Observed.Mounted> inherited,
        Set<String> imageVolumes) {
    static ContainerPlan of(int number, Map<String, String> labels) {
        return new ContainerPlan(number, labels, true, false, false, List.of(), Set.of());
    }

    ContainerPlan inheriting(List<Observed.Mounted> mounts, Set<String> volumesOfImage) {
        return new ContainerPlan(
                number,
                labels,
                hasAliases,
                isInteractive,
                isRemovedAtItsEnd,
                mounts,
                volumesOfImage);
    }
}
