package io.dockerkit.compose.converge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the images of services are built, besides what the document says. Immutable and thread-safe.
 *
 * @param services the services that were given; none stands for all
 * @param withDependencies whether what they depend on is built, too
 * @param arguments further build arguments; one that is null has the value of the project's variable
 * @param isPulling whether newer base images are pulled
 * @param isPushing whether images of services that have an image name are pushed
 * @param isWithoutCache whether no cache is used
 * @param memory the memory of a step as the CLI writes it, or empty for no limit
 * @param ssh the agents and keys for all images, as the CLI writes them
 * @param provenance the attestation for all images, or empty for none
 * @param sbom the attestation for all images, or empty for none
 * @param isAttested whether the attestations that the document asks for are made
 */
public record BuildOptions(
        List<String> services,
        boolean withDependencies,
        Map<String, @Nullable String> arguments,
        boolean isPulling,
        boolean isPushing,
        boolean isWithoutCache,
        String memory,
        List<String> ssh,
        String provenance,
        String sbom,
        boolean isAttested) {
    /** The options of a build that is a part of another command. */
    static final BuildOptions PLAIN =
            new BuildOptions(
                    List.of(), true, Map.of(), false, false, false, "", List.of(), "", "", false);
}
