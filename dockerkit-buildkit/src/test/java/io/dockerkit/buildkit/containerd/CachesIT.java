package io.dockerkit.buildkit.containerd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Caches that outlive the engine's own: a step whose result is random shows whether it ran again. */
@Tag("containerd")
@Timeout(120)
class CachesIT {
    @RegisterExtension final StoreEngine engine = new StoreEngine();
    @TempDir Path directory;
    private int builds;

    private BuildSpec build() {
        return engine.docker()
                .images()
                .build(
                        Dockerfile.inline(
                                "FROM busybox AS b\nRUN cat /proc/sys/kernel/random/uuid >/random; : "
                                        + engine.once()
                                        + "\nFROM scratch\nCOPY --from=b /random /"
                                        + engine.once()
                                        + "/\n"));
    }

    /** Builds with an option, and returns what the step wrote. */
    private String built(BuildSpec spec) throws Exception {
        Path out = directory.resolve("out" + ++builds);
        spec.output(out).execute();
        return Files.readString(out.resolve(engine.once()).resolve("random"));
    }

    @Test
    void aCacheInADirectoryIsWrittenAndRead() throws Exception {
        Path cache = directory.resolve("some/cache");
        String first = built(build().cacheTo("type=local,mode=max,dest=" + cache));
        engine.forget();
        assertThat(built(build())).as("without a cache").isNotEqualTo(first);
        engine.forget();
        StoreEngine.Cached cached = new StoreEngine.Cached();
        assertThat(built(build().cacheFrom("type=local,src=" + cache).onProgress(cached)))
                .isEqualTo(first);
        assertThat(cached.steps()).anyMatch(step -> step.contains("RUN cat"));
        try (var files = Files.walk(cache)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void aCacheHasSeveralTags() throws Exception {
        Path cache = directory.resolve("cache");
        String first = built(build().cacheTo("type=local,mode=max,tag=one,dest=" + cache));
        engine.forget();
        String second = built(build().cacheTo("type=local,mode=max,tag=two,dest=" + cache));
        engine.forget();
        assertThat(built(build().cacheFrom("type=local,tag=one,src=" + cache))).isEqualTo(first);
        engine.forget();
        assertThat(built(build().cacheFrom("type=local,tag=two,src=" + cache))).isEqualTo(second);
        assertThatThrownBy(() -> built(build().cacheFrom("type=local,src=" + cache)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the cache has nothing that is called latest");
    }

    @Test
    void theFirstBuildHasNoCacheYet() throws Exception {
        Path cache = directory.resolve("cache");
        BuildSpec both =
                build().cacheFrom("type=local,src=" + cache).cacheTo("type=local,dest=" + cache);
        String first = built(both);
        assertThat(built(both)).isEqualTo(first);
    }

    @Test
    void aDamagedCacheIsNoCache() throws Exception {
        Path cache = directory.resolve("cache");
        String first = built(build().cacheTo("type=local,mode=max,dest=" + cache));
        engine.forget();
        try (var blobs = Files.list(cache.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                Files.write(blob, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
        String second = built(build().cacheFrom("type=local,src=" + cache));
        assertThat(second).isNotEqualTo(first).hasSize(37);
    }

    @Test
    void aCacheInARegistryIsWrittenAndRead() throws Exception {
        String reference = engine.inRegistry("cache");
        String first = built(build().cacheTo("type=registry,mode=max,ref=" + reference));
        engine.forget();
        assertThat(built(build().cacheFrom(reference))).isEqualTo(first);
        engine.forget();
        assertThat(built(build().cacheFrom("type=registry,ref=" + reference))).isEqualTo(first);
    }

    @Test
    void aCacheInTheImageIsWrittenAndRead() throws Exception {
        String name = engine.inRegistry("inline");
        build().tag(name).cacheTo("type=inline").push().execute();
        engine.docker().images().get(name).remove();
        String first = built(build());
        engine.forget();
        assertThat(built(build().cacheFrom(name))).isEqualTo(first);
    }
}
