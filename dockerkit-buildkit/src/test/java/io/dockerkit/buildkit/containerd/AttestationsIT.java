package io.dockerkit.buildkit.containerd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.BuildException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is attested about an image: how it was built, and what software it has. */
@Tag("containerd")
@Timeout(120)
class AttestationsIT {
    private static final String PROVENANCE = "https://slsa.dev/provenance/v0.2";
    private static final String SPDX = "https://spdx.dev/Document";

    @RegisterExtension final StoreEngine engine = new StoreEngine();
    @TempDir Path directory;

    private BuildSpec build() {
        return engine.docker()
                .images()
                .build(
                        Dockerfile.inline(
                                "FROM busybox AS b\nARG SAID\nRUN echo "
                                        + engine.once()
                                        + " $SAID >/once\nFROM scratch\nCOPY --from=b /once /\n"))
                .buildArg("SAID", "an-argument")
                .tag(engine.name("attested"));
    }

    /** Returns the statements about an image by their types, as an archive of it has them. */
    private Map<String, JsonNode> statements(Image image) throws Exception {
        Map<String, JsonNode> statements = new TreeMap<>();
        List<String> ids = new ArrayList<>();
        for (Image.Manifest each : image.inspect(options -> options.manifests()).manifests()) {
            if (each.kind().equals("attestation")) {
                ids.add(each.id());
            }
        }
        Path file = directory.resolve("saved.tar");
        image.save().to(file);
        Archives archive = Archives.read(file);
        for (String id : ids) {
            for (JsonNode layer : archive.blob(id).path("layers")) {
                statements.put(
                        layer.path("annotations").path("in-toto.io/predicate-type").asText(),
                        archive.blob(layer.path("digest").asText()));
            }
        }
        return statements;
    }

    @Test
    void anImageHasTheLeastProvenanceUnlessToldOtherwise() throws Exception {
        Map<String, JsonNode> statements = statements(build().execute());
        assertThat(statements).containsOnlyKeys(PROVENANCE);
        JsonNode provenance = statements.get(PROVENANCE);
        assertThat(provenance.path("subject").path(0).path("digest").has("sha256")).isTrue();
        // nothing of the build's arguments
        assertThat(provenance.toString()).doesNotContain("an-argument");
    }

    @Test
    void theGreatestProvenanceHasTheArgumentsAndTheDockerfile() throws Exception {
        Map<String, JsonNode> statements = statements(build().provenance("mode=max").execute());
        assertThat(statements).containsOnlyKeys(PROVENANCE);
        assertThat(statements.get(PROVENANCE).path("predicate").path("invocation").toString())
                .contains("an-argument");
    }

    @Test
    void aProvenanceThatIsSwitchedOffIsNotThere() throws Exception {
        Image image = build().provenance("false").execute();
        assertThat(image.inspect(options -> options.manifests()).manifests())
                .extracting(Image.Manifest::kind)
                .containsExactly("image");
    }

    @Test
    void aScannerOfOnesOwnListsTheSoftware() throws Exception {
        String scanner = engine.name("scanner");
        Path context = Files.createDirectories(directory.resolve("scanner"));
        Files.writeString(
                context.resolve("scan"),
                """
                #!/bin/sh
                set -e
                name=$(basename "$BUILDKIT_SCAN_SOURCE")
                files=$(cd "$BUILDKIT_SCAN_SOURCE" && find . -type f | sort |
                  sed 's,.*,{"SPDXID":"SPDXRef-&"\\,"fileName":"&"},' | paste -s -d , -)
                printf '{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"%s","predicate":%s}' \\
                  https://spdx.dev/Document "{\\"spdxVersion\\":\\"SPDX-2.3\\",\\"files\\":[$files]}" \\
                  >"$BUILDKIT_SCAN_DESTINATION/$name.spdx.json"
                """);
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM busybox\nCOPY --chmod=755 scan /scan\nENTRYPOINT [\"/scan\"]\n");
        engine.docker().images().build(context).tag(scanner).provenance("false").execute();
        Image image = build().provenance("false").sbom("generator=" + scanner).execute();
        Map<String, JsonNode> statements = statements(image);
        assertThat(statements).containsOnlyKeys(SPDX);
        assertThat(
                        statements
                                .get(SPDX)
                                .path("predicate")
                                .path("files")
                                .path(0)
                                .path("fileName")
                                .asText())
                .isEqualTo("./once");
    }

    @Test
    void aScannerThatCannotBeFetchedIsNamedWithTheWayToAnother() {
        assertThatThrownBy(() -> build().sbom("generator=missing/scanner").execute())
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("missing/scanner")
                .hasMessageContaining("sbom(\"generator=");
    }
}
