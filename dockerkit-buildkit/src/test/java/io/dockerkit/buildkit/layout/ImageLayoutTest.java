package io.dockerkit.buildkit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.impl.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLayoutTest {
    private static final String HEX =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String ABC = "sha256:" + HEX;

    @TempDir Path directory;
    private ImageLayout layout;

    @BeforeEach
    void make() {
        layout = new ImageLayout(directory.resolve("new/layout"));
    }

    private void write(String content) throws Exception {
        IncomingBlob blob = layout.receive(Optional.empty());
        blob.write(content.getBytes(StandardCharsets.UTF_8));
        blob.keep();
    }

    private List<String> described() throws Exception {
        List<String> described = new ArrayList<>();
        JsonNode index =
                JsonText.read(Files.readAllBytes(layout.directory().resolve("index.json")));
        for (JsonNode each : index.path("manifests")) {
            JsonNode annotations = each.path("annotations");
            described.add(
                    each.path("digest").asText()
                            + " "
                            + annotations.path("org.opencontainers.image.ref.name").asText()
                            + " "
                            + annotations.path("io.containerd.image.name").asText(""));
        }
        return described;
    }

    @Test
    void aDirectoryIsMadeByTheFirstBlobAndNotBefore() throws Exception {
        Digest digest = Digest.of(ABC).orElseThrow();
        assertThat(layout.size(digest)).isEmpty();
        assertThat(layout.index().exists()).isFalse();
        assertThat(layout.index().find("latest")).isEmpty();
        assertThat(layout.directory()).doesNotExist();
        write("abc");
        assertThat(layout.size(digest)).hasValue(3);
        assertThat(layout.directory().resolve("blobs/sha256/" + HEX)).hasContent("abc");
        assertThat(layout.directory().resolve("oci-layout"))
                .hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    @Test
    void aBlobThatIsDiscardedLeavesNothing() throws Exception {
        IncomingBlob blob = layout.receive(Digest.of(ABC));
        blob.write(new byte[] {'a', 'b'});
        blob.discard();
        try (var left = Files.list(layout.directory().resolve("blobs/sha256"))) {
            assertThat(left).isEmpty();
        }
        write("abc");
        // what is kept is not discarded
        IncomingBlob kept = layout.receive(Optional.empty());
        kept.write(new byte[] {'x'});
        kept.keep();
        kept.discard();
        try (var left = Files.list(layout.directory().resolve("blobs/sha256"))) {
            assertThat(left).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "sha256:",
                "sha256:../../../etc/passwd",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "md5:900150983cd24fb0d6963f7d28e17f72",
                "../sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void whatIsNotADigestNamesNoFile(String text) {
        assertThat(Digest.of(text)).isEmpty();
    }

    @Test
    void aCacheGetsItsTagInPlaceOfTheOneThatHadIt() throws Exception {
        write("abc");
        write("def");
        String descriptor = "{\"digest\":\"%s\",\"size\":3}";
        String other = "sha256:cb8379ac2098aa165029e3938a51da0bcecfc008fd6795f401178647f96c5b34";
        LayoutResult latest = LayoutResult.cache(layout, "latest");
        latest.keep(Map.of("cache.manifest", descriptor.formatted(ABC)));
        LayoutResult.cache(layout, "two")
                .keep(Map.of("cache.manifest", descriptor.formatted(ABC), "image.name", "x:1"));
        latest.keep(Map.of("cache.manifest", descriptor.formatted(other)));
        assertThat(described()).containsExactly(ABC + " two ", other + " latest ");
        assertThat(layout.index().find("latest")).isEqualTo(Digest.of(other));
        assertThat(layout.index().find("three")).isEmpty();
        assertThat(layout.index().findOnly()).isEmpty();
    }

    @Test
    void anImageGetsEachOfItsNames() throws Exception {
        write("abc");
        String descriptor =
                Base64.getEncoder()
                        .encodeToString(
                                ("{\"digest\":\"" + ABC + "\",\"annotations\":{\"a\":\"b\"}}")
                                        .getBytes(StandardCharsets.UTF_8));
        LayoutResult image = LayoutResult.image(layout);
        image.keep(Map.of("containerimage.descriptor", descriptor));
        image.keep(
                Map.of(
                        "containerimage.descriptor",
                        descriptor,
                        "image.name",
                        "docker.io/library/x:1,127.0.0.1:5000/y"));
        image.keep(
                Map.of(
                        "containerimage.descriptor",
                        descriptor,
                        "image.name",
                        "docker.io/library/x:1"));
        assertThat(described())
                .containsExactly(
                        ABC + " latest ",
                        ABC + " latest 127.0.0.1:5000/y",
                        ABC + " 1 docker.io/library/x:1");
        assertThat(Files.readString(layout.directory().resolve("index.json")))
                .contains("\"a\":\"b\"");
    }

    @Test
    void whatAnotherExporterReportsIsNotOfThisLayout() throws Exception {
        write("abc");
        LayoutResult cache = LayoutResult.cache(layout, "latest");
        cache.keep(Map.of());
        cache.keep(Map.of("cache.manifest", "{\"digest\":\"sha256:" + "0".repeat(64) + "\"}"));
        assertThat(layout.index().exists()).isFalse();
    }

    @Test
    void buildsThatWriteToOneLayoutAtTheSameTimeLoseNothing() throws Exception {
        write("abc");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> builds = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                LayoutResult result = LayoutResult.cache(layout, "tag" + i);
                builds.add(
                        () -> {
                            result.keep(Map.of("cache.manifest", "{\"digest\":\"" + ABC + "\"}"));
                            return "";
                        });
            }
            for (var build : threads.invokeAll(builds)) {
                build.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(described()).hasSize(40);
    }
}
