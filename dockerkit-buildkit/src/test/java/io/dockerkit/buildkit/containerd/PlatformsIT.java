package io.dockerkit.buildkit.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.impl.json.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images of several platforms, and a real registry to push them to. */
@Tag("containerd")
@Timeout(120)
class PlatformsIT {
    private static final String BOTH = "linux/amd64,linux/arm64";

    @RegisterExtension final StoreEngine engine = new StoreEngine();
    @TempDir Path directory;

    /** The platform of a result is that of a file in it; the step runs on the engine's own. */
    private String dockerfile() {
        return "FROM --platform=$BUILDPLATFORM busybox AS b\nARG TARGETARCH\nRUN echo $TARGETARCH-"
                + engine.once()
                + " >/arch\nFROM scratch\nCOPY --from=b /arch /\n";
    }

    private static List<Image.Manifest> manifests(Image image, String kind) {
        return image.inspect(options -> options.manifests()).manifests().stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    private static Set<String> platforms(Image image) {
        return manifests(image, "image").stream()
                .map(manifest -> manifest.platform().orElse("none"))
                .collect(Collectors.toSet());
    }

    @Test
    void anImageHasAManifestForEachPlatformAndAnAttestationAboutEach() {
        Image image =
                engine.docker()
                        .images()
                        .build(Dockerfile.inline(dockerfile()))
                        .tag(engine.name("both"))
                        .platform(BOTH)
                        .execute();
        assertThat(platforms(image)).containsExactlyInAnyOrder("linux/amd64", "linux/arm64");
        assertThat(manifests(image, "image")).allMatch(Image.Manifest::isAvailable);
        // the provenance that the CLI adds by itself
        assertThat(manifests(image, "attestation"))
                .extracting(manifest -> manifest.subject().orElse("none"))
                .containsExactlyInAnyOrderElementsOf(
                        manifests(image, "image").stream().map(Image.Manifest::id).toList());
        assertThat(manifests(image, "image")).allMatch(manifest -> manifest.subject().isEmpty());
    }

    @Test
    void eachPlatformHasItsOwnFilesAndItsOwnBase() throws Exception {
        String base = engine.inRegistry("base");
        engine.docker()
                .images()
                .build(Dockerfile.inline(dockerfile()))
                .tag(base)
                .platform(BOTH)
                .push()
                .execute();
        engine.docker().images().get(base).remove();
        Path out = directory.resolve("out");
        engine.docker()
                .images()
                .build(Dockerfile.inline("FROM " + base + "\n"))
                .platform(BOTH)
                .output(out)
                .execute();
        assertThat(out.resolve("linux_amd64/arch")).hasContent("amd64-" + engine.once());
        assertThat(out.resolve("linux_arm64/arch")).hasContent("arm64-" + engine.once());
    }

    @Test
    void aPushSendsAllOfAnImageToEachOfItsNames() throws Exception {
        String one = engine.inRegistry("one");
        String two = engine.inRegistry("two");
        Image image =
                engine.docker()
                        .images()
                        .build(Dockerfile.inline(dockerfile()))
                        .tag(one)
                        .tag(two)
                        .platform(BOTH)
                        .push()
                        .execute();
        for (String name : List.of(one, two)) {
            HttpResponse<byte[]> answer = manifest(name);
            assertThat(answer.headers().firstValue("Docker-Content-Digest")).contains(image.id());
            JsonNode index = JsonText.read(answer.body());
            // two images, and an attestation about each
            assertThat(index.path("manifests")).hasSize(4);
        }
    }

    @Test
    void anOutputToARegistryIsAPush() throws Exception {
        String name = engine.inRegistry("output");
        Image image =
                engine.docker()
                        .images()
                        .build(Dockerfile.inline(dockerfile()))
                        .output("type=image,name=" + name + ",push=true")
                        .execute();
        assertThat(manifest(name).headers().firstValue("Docker-Content-Digest"))
                .contains(image.id());
    }

    @Test
    void anArchiveHasAllPlatforms() throws Exception {
        String name = engine.name("archived");
        Path file = directory.resolve("both.tar");
        engine.docker()
                .images()
                .build(Dockerfile.inline(dockerfile()))
                .tag(name)
                .platform(BOTH)
                .output("type=oci,dest=" + file)
                .execute();
        assertThat(platforms(engine.load(file)))
                .containsExactlyInAnyOrder("linux/amd64", "linux/arm64");
    }

    private static HttpResponse<byte[]> manifest(String name) throws Exception {
        String host = name.substring(0, name.indexOf('/'));
        String repository = name.substring(host.length() + 1, name.lastIndexOf(':'));
        String tag = name.substring(name.lastIndexOf(':') + 1);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://"
                                                        + host
                                                        + "/v2/"
                                                        + repository
                                                        + "/manifests/"
                                                        + tag))
                                .header("Accept", "application/vnd.oci.image.index.v1+json")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
