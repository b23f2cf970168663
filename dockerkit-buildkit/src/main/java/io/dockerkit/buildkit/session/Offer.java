package io.dockerkit.buildkit.session;

import io.dockerkit.buildkit.files.FileTree;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.impl.build.BuildEngine;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a session offers to the engine. Immutable.
 *
 * @param trees directories by the names that the build has for them
 * @param archives archives that are contexts, by their ids
 * @param secrets secrets by their ids
 * @param agents the sockets of ssh agents by their ids
 * @param logins the user's login at a registry
 * @param outputs where the results go, in the order of the exporters
 * @param layouts image layouts in directories, by the ids that the build has for them
 */
public record Offer(
        Map<String, FileTree> trees,
        Map<String, InputStream> archives,
        Map<String, Supplier<byte[]>> secrets,
        Map<String, Path> agents,
        Function<String, Optional<BuildEngine.Login>> logins,
        List<BuildOutput> outputs,
        Map<String, ImageLayout> layouts) {
    /** Copies the maps and the list. */
    public Offer {
        trees = Map.copyOf(trees);
        archives = Map.copyOf(archives);
        secrets = Map.copyOf(secrets);
        agents = Map.copyOf(agents);
        outputs = List.copyOf(outputs);
        layouts = Map.copyOf(layouts);
    }

    /** Makes the offer of a session without image layouts. */
    public Offer(
            Map<String, FileTree> trees,
            Map<String, InputStream> archives,
            Map<String, Supplier<byte[]>> secrets,
            Map<String, Path> agents,
            Function<String, Optional<BuildEngine.Login>> logins,
            List<BuildOutput> outputs) {
        this(trees, archives, secrets, agents, logins, outputs, Map.of());
    }
}
