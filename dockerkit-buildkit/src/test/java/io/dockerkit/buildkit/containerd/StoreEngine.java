package io.dockerkit.buildkit.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.NotFoundException;
import io.dockerkit.engine.DiskUsage;
import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An engine that keeps its images in containerd's store, and what one test makes on it: its images are removed, and its part of
 * the build cache. A test on another engine fails.
 */
final class StoreEngine implements BeforeEachCallback, AfterEachCallback {
    private final List<String> names = Collections.synchronizedList(new ArrayList<>());
    private final String once = UUID.randomUUID().toString().substring(0, 8);
    private Docker docker;

    @Override
    public void beforeEach(ExtensionContext context) {
        docker = Docker.connect();
        assertThat(docker.engine().info().json())
                .as(
                        "dev/test --engines 28-containerd runs these tests on the engine that they need")
                .contains("io.containerd.snapshotter");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (String name : names) {
            try {
                docker.images().get(name).remove(options -> options.force());
            } catch (NotFoundException none) {
                // the test has removed it, or did not come to it
            }
        }
        forget();
        docker.close();
    }

    Docker docker() {
        return docker;
    }

    /** Returns a text that no other build has, so that its steps are run. */
    String once() {
        return once;
    }

    /** Returns a name for an image, which is removed after the test. */
    String name(String name) {
        String unique = name + "-" + once + ":1";
        names.add(unique);
        return unique;
    }

    /** Returns a name for an image in a registry of the engine's. */
    String inRegistry(String name) {
        String registry = System.getenv("DOCKERKIT_REGISTRY");
        assertThat(registry).as("DOCKERKIT_REGISTRY, as dev/engine sets it").isNotBlank();
        return name(registry + "/team/" + name);
    }

    Image load(Path archive) {
        Image image = docker.images().load(archive).execute().get(0);
        names.add(image.reference());
        return image;
    }

    /** Removes what the steps of this test have left in the build cache. */
    void forget() {
        boolean found = true;
        while (found) {
            found = false;
            for (DiskUsage.Item item :
                    docker.engine()
                            .diskUsage(DiskUsage.Kind.BUILD_CACHE)
                            .items(DiskUsage.Kind.BUILD_CACHE)) {
                if (item.json().contains(once)) {
                    found |=
                            !docker.engine()
                                    .pruneBuildCache()
                                    .all()
                                    .filter("id", item.id())
                                    .execute()
                                    .removed()
                                    .isEmpty();
                }
            }
        }
    }

    /** Keeps the names of the steps that were taken from a cache. */
    static final class Cached implements Progress {
        private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void update(Event event) {
            // a push
        }

        @Override
        public void build(BuildProgress event) {
            if (event.kind() == BuildProgress.Kind.CACHED) {
                steps.add(event.name());
            }
        }

        List<String> steps() {
            return steps;
        }
    }
}
