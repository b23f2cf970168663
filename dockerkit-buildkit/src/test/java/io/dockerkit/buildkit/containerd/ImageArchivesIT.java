package io.dockerkit.buildkit.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.impl.json.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images as files of this machine. */
@Tag("containerd")
@Timeout(120)
class ImageArchivesIT {
    @RegisterExtension final StoreEngine engine = new StoreEngine();
    @TempDir Path directory;

    private BuildSpec build(String name) {
        return engine.docker()
                .images()
                .build(Dockerfile.inline("FROM busybox\nLABEL once=" + engine.once() + "\n"))
                .tag(name);
    }

    @Test
    void anArchiveOfTypeOciCanBeLoaded() throws Exception {
        String name = engine.name("archived");
        Path file = directory.resolve("image.tar");
        build(name).output("type=oci,dest=" + file).execute();
        assertThat(engine.docker().images().find(name)).isEmpty();
        assertThat(Archives.read(file).files()).containsKeys("oci-layout", "index.json");
        Image loaded = engine.load(file);
        assertThat(loaded.inspect().tags()).contains(name);
        assertThat(loaded.inspect().labels()).containsEntry("once", engine.once());
    }

    @Test
    void anArchiveOfTypeDockerIsOneThatEachEngineLoads() throws Exception {
        String name = engine.name("archived");
        Path file = directory.resolve("image.tar");
        build(name).output("type=docker,dest=" + file).execute();
        JsonNode manifest = Archives.read(file).json("manifest.json");
        assertThat(manifest.path(0).path("RepoTags").path(0).asText()).isEqualTo(name);
        Image loaded = engine.load(file);
        assertThat(loaded.inspect().labels()).containsEntry("once", engine.once());
    }

    @Test
    void anImageLayoutIsADirectoryWithTheSameFiles() throws Exception {
        Path layout = directory.resolve("new/image");
        String name = engine.name("archived");
        build(name).output("type=oci,dest=" + layout + ",tar=false").execute();
        assertThat(layout.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
        JsonNode index = JsonText.read(Files.readAllBytes(layout.resolve("index.json")));
        assertThat(index.path("manifests")).hasSize(1);
        JsonNode descriptor = index.path("manifests").path(0);
        assertThat(
                        descriptor
                                .path("annotations")
                                .path("org.opencontainers.image.ref.name")
                                .asText())
                .isEqualTo("1");
        assertThat(descriptor.path("annotations").path("io.containerd.image.name").asText())
                .isEqualTo("docker.io/library/" + name);
        Path blobs = layout.resolve("blobs/sha256");
        Path manifest = blobs.resolve(descriptor.path("digest").asText().substring(7));
        JsonNode layers = JsonText.read(Files.readAllBytes(manifest)).path("layers");
        assertThat(layers).isNotEmpty();
        for (JsonNode layer : layers) {
            assertThat(blobs.resolve(layer.path("digest").asText().substring(7)))
                    .hasSize(layer.path("size").asLong());
        }
        // once more, over what is there
        build(name).output("type=oci,dest=" + layout + ",tar=false").execute();
        assertThat(
                        JsonText.read(Files.readAllBytes(layout.resolve("index.json")))
                                .path("manifests"))
                .hasSize(1);
        try (var files = Files.walk(layout)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void oneBuildHasOutputsOfEachKind() throws Exception {
        Path tree = directory.resolve("tree");
        Path tar = directory.resolve("tree.tar");
        Path oci = directory.resolve("oci.tar");
        String name = engine.name("kept");
        Image image =
                engine.docker()
                        .images()
                        .build(
                                Dockerfile.inline(
                                        "FROM busybox AS b\nRUN echo "
                                                + engine.once()
                                                + " >/once\nFROM scratch\nCOPY --from=b /once /\n"))
                        .tag(name)
                        .output(tree)
                        .output("type=image")
                        .output("type=tar,dest=" + tar)
                        .output("type=oci,dest=" + oci)
                        .execute();
        assertThat(tree.resolve("once")).hasContent(engine.once());
        assertThat(Archives.read(tar).files()).containsKey("once");
        assertThat(Archives.read(oci).files()).containsKey("index.json");
        // the image of the engine is what the build returns, wherever its output was named
        assertThat(engine.docker().images().get(name).id()).isEqualTo(image.id());
    }

    @Test
    void loadAddsAnImageOfTheEngineToOtherOutputs() throws Exception {
        Path oci = directory.resolve("oci.tar");
        String name = engine.name("kept");
        Image image = build(name).output("type=oci,dest=" + oci).load().execute();
        assertThat(oci).exists();
        assertThat(image.inspect().tags()).contains(name);
    }
}
