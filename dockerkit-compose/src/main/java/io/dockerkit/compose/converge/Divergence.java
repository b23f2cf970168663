package io.dockerkit.compose.converge;

import io.dockerkit.compose.containers.ComposeLabels;
import java.util.Map;

/**
 * Tells whether a container is what its service says. Immutable and thread-safe.
 *
 * @param networkIds the ids of the project's networks by their keys
 * @param volumeNames the engine's names of the project's volumes by their keys
 */
record Divergence(Map<String, String> networkIds, Map<String, String> volumeNames) {
    /** The id of a network of a swarm that this node does not see before a container is connected to it. */
    static final String UNSEEN = "swarm";

    boolean mustReplace(Service service, Observed container, UpOptions.Recreate when) {
        return switch (when) {
            case NEVER -> false;
            case FORCE -> true;
            case DIVERGED ->
                    isOtherConfiguration(service, container)
                            || (container.isRunning() && lacksNetwork(service, container))
                            || lacksVolume(service, container);
        };
    }

    private static boolean isOtherConfiguration(Service service, Observed container) {
        String image = service.ownLabels().getOrDefault(ComposeLabels.IMAGE, "");
        return !container
                        .label(ComposeLabels.CONFIG_HASH)
                        .equals(ConfigHash.ofService(service.config()))
                || !container.label(ComposeLabels.IMAGE).equals(image);
    }

    private boolean lacksNetwork(Service service, Observed container) {
        return service.networks().stream()
                .map(key -> networkIds.getOrDefault(key, ""))
                .anyMatch(id -> !id.equals(UNSEEN) && !container.networkIds().contains(id));
    }

    private boolean lacksVolume(Service service, Observed container) {
        return service.config().parts("volumes").stream()
                .filter(volume -> volume.text("type").equals("volume"))
                .map(volume -> volume.text("source"))
                .filter(source -> !source.isEmpty())
                .map(source -> volumeNames.getOrDefault(source, ""))
                .anyMatch(
                        name ->
                                container.mounts().stream()
                                        .noneMatch(
                                                mount ->
                                                        mount.type().equals("volume")
                                                                && mount.source().equals(name)));
    }
}
