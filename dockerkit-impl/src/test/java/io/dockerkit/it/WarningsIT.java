package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.image.Image;
import io.dockerkit.lab.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an engine warns of is logged. */
@ExtendWith(Witness.class)
@Timeout(120)
class WarningsIT {
    /** Creates a container of an image; arguments: the image, key and value of the container's label. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Containers.run(arguments[0]).label(arguments[1], arguments[2]).create();
        }
    }

    @Test
    void anImageForAnotherProcessorIsWarnedOf(@TempDir Path directory) throws Exception {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(context.resolve("program"), "of which nobody looks at a byte");
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM scratch\nCOPY program /program\nCMD [\"/program\"]\n");
        Image image =
                Images.build(context)
                        .platform(arm ? "linux/amd64" : "linux/arm64")
                        .label(KEY, SESSION)
                        .execute();
        assertThat(image.inspect().architecture()).isEqualTo(arm ? "amd64" : "arm64");
        String output = Jvm.run(Program.class, directory, Map.of(), image.id(), KEY, SESSION);
        assertThat(output)
                .containsPattern(
                        "WARN io\\.dockerkit\\.container: The requested image's platform \\(linux/[a-z0-9]+.*\\)"
                                + " does not match the detected host platform");
        assertThat(Witness.labelled()).hasSize(1);
    }
}
