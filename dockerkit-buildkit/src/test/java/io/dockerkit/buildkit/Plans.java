package io.dockerkit.buildkit;

import io.dockerkit.buildkit.files.DirectoryTree;
import io.dockerkit.buildkit.files.FileTree;
import io.dockerkit.buildkit.files.MemoryTree;
import io.dockerkit.buildkit.session.BuildOutput;
import io.dockerkit.buildkit.session.Offer;
import io.dockerkit.buildkit.solve.Solve;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans of builds for tests. */
final class Plans {
    private final Map<String, FileTree> trees = new HashMap<>();
    private final Map<String, Supplier<byte[]>> secrets = new HashMap<>();
    private final Map<String, Path> agents = new HashMap<>();
    private final Map<String, String> attributes = new TreeMap<>(Map.of("filename", "Dockerfile"));
    private Solve.@Nullable Typed export;
    private BuildOutput output = BuildOutput.NONE;
    private @Nullable Duration timeout;

    private Plans() {}

    static Plans of(String dockerfile) {
        Plans plans = new Plans();
        FileTree tree =
                MemoryTree.of(Map.of("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8)));
        plans.trees.put("dockerfile", tree);
        plans.trees.put("context", tree);
        return plans;
    }

    Plans context(Path directory) throws IOException {
        trees.put("context", DirectoryTree.of(directory));
        return this;
    }

    Plans context(FileTree tree) {
        trees.put("context", tree);
        return this;
    }

    Plans secret(String id, String value) {
        secrets.put(id, () -> value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Plans agent(Path socket) {
        agents.put("default", socket);
        return this;
    }

    Plans attribute(String key, String value) {
        attributes.put(key, value);
        return this;
    }

    Plans image(String name) {
        export = new Solve.Typed("moby", Map.of("name", name));
        return this;
    }

    Plans directory(Path directory) {
        export = new Solve.Typed("local", Map.of());
        output = new BuildOutput.Directory(directory);
        return this;
    }

    Plans archive(Path file) {
        export = new Solve.Typed("tar", Map.of());
        output = new BuildOutput.Archive(file);
        return this;
    }

    Plans timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    BuildPlan plan() {
        return new BuildPlan(
                "the test's context",
                "dockerkit-test",
                "dockerfile.v0",
                attributes,
                export == null ? List.of() : List.of(export),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                new Offer(
                        trees,
                        Map.of(),
                        secrets,
                        agents,
                        host -> Optional.empty(),
                        List.of(output)),
                timeout);
    }
}
