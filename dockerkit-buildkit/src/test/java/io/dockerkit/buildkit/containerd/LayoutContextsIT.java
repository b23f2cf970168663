package io.dockerkit.buildkit.containerd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.Dockerfile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images in directories as contexts: {@code --build-context base=oci-layout://…}. */
@Tag("containerd")
@Timeout(120)
class LayoutContextsIT {
    @RegisterExtension final StoreEngine engine = new StoreEngine();
    @TempDir Path directory;
    private Path layout;

    @BeforeEach
    void write() {
        layout = directory.resolve("layout");
        engine.docker()
                .images()
                .build(
                        Dockerfile.inline(
                                "FROM busybox AS b\nRUN echo "
                                        + engine.once()
                                        + " >/once\nFROM scratch\nCOPY --from=b /once /"
                                        + engine.once()
                                        + "/\n"))
                .output("type=oci,tar=false,dest=" + layout)
                .execute();
    }

    private String built(String context) throws Exception {
        Path out = directory.resolve("out");
        engine.docker()
                .images()
                .build(Dockerfile.inline("FROM base\n"))
                .buildContext("base", context)
                .output(out)
                .execute();
        return Files.readString(out.resolve(engine.once()).resolve("once")).strip();
    }

    @Test
    void anImageInADirectoryIsABase() throws Exception {
        assertThat(built("oci-layout://" + layout)).isEqualTo(engine.once());
        assertThat(built("oci-layout://" + layout + ":latest")).isEqualTo(engine.once());
        String index = Files.readString(layout.resolve("index.json"));
        int digest = index.indexOf("sha256:");
        assertThat(built("oci-layout://" + layout + "@" + index.substring(digest, digest + 71)))
                .isEqualTo(engine.once());
    }

    @Test
    void aTagThatTheLayoutDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> built("oci-layout://" + layout + ":two"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the layout has no image that is called two");
    }

    @Test
    void aDamagedImageFailsTheBuild() throws Exception {
        // the engine has it in its cache
        engine.forget();
        try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                if (bytes[0] != '{') {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(blob, bytes);
                }
            }
        }
        assertThatThrownBy(() -> built("oci-layout://" + layout)).hasMessageContaining("digest");
    }
}
