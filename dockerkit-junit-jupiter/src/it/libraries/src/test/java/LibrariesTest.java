import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Containers;
import io.dockerkit.Engine;
import io.dockerkit.Images;
import io.dockerkit.Scope;
import io.dockerkit.container.Container;
import io.dockerkit.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs the library: the answers are read by Jackson. */
class LibrariesTest {
    @TempDir Path directory;

    @Test
    void everythingWorks() throws Exception {
        assertIsOf(System.getProperty("jackson"), JsonNode.class);
        assertFalse(Engine.version().version().isEmpty());
        Images.pull("busybox").execute();
        String id = inScope();
        assertTrue(Containers.find(id).isEmpty());
        build();
    }

    private static void assertIsOf(String version, Class<?> type) {
        String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertTrue(jar.endsWith("-" + version + ".jar"), jar);
    }

    private String inScope() throws Exception {
        try (Scope scope = Scope.open()) {
            Container container =
                    scope.containers()
                            .run("busybox")
                            .label("io.dockerkit.test", "libraries")
                            .detached()
                            .command("sleep", "100")
                            .start();
            assertTrue(container.inspect().state().running());
            Path site = Files.createDirectories(directory.resolve("site"));
            Files.writeString(site.resolve("index.html"), "hello\n");
            container.copyTo(site, "/www");
            assertEquals("hello\n", container.readString("/www/index.html"));
            container.copyFrom("/www", directory.resolve("copy"));
            assertEquals("hello\n", Files.readString(directory.resolve("copy/index.html")));
            return container.id();
        }
    }

    private void build() throws Exception {
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\nCOPY file /file\n");
        Files.writeString(context.resolve("file"), UUID.randomUUID() + "\n");
        Image image =
                Images.build(context)
                        .label("io.dockerkit.test", "libraries")
                        .tag("dockerkit-libraries:" + UUID.randomUUID())
                        .execute();
        try {
            assertFalse(image.inspect().id().isEmpty());
        } finally {
            image.remove();
        }
    }
}
