package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.spi.StackLoader;
import io.dockerkit.spi.StackLoaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What native images need to know of this module: its one service, and its resource. */
class ReachabilityMetadataTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path METADATA =
            RESOURCES.resolve("META-INF/native-image/io.dockerkit/dockerkit-compose");
    private static final String SERVICE = "META-INF/services/" + StackLoader.class.getName();

    private static List<String> values(String file, String key) throws Exception {
        Matcher found =
                Pattern.compile("\"" + key + "\": \"([^\"]+)\"")
                        .matcher(Files.readString(METADATA.resolve(file)));
        List<String> values = new ArrayList<>();
        while (found.find()) {
            values.add(found.group(1).replace("\\\\", "\\"));
        }
        return values;
    }

    @Test
    void theLoaderIsFoundAndItsServiceFileIsDeclared() throws Exception {
        List<String> providers = Files.readAllLines(RESOURCES.resolve(SERVICE));
        assertThat(values("reflect-config.json", "name")).startsWith(providers.get(0));
        assertThat(StackLoaders.loader(List.of()).getClass().getName()).isEqualTo(providers.get(0));
        assertThat(values("resource-config.json", "pattern")).contains("\\Q" + SERVICE + "\\E");
    }

    @Test
    void theKeysAreDeclared() throws Exception {
        List<String> patterns = values("resource-config.json", "pattern");
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("io"))) {
            List<String> names =
                    files.filter(Files::isRegularFile)
                            .map(file -> RESOURCES.relativize(file).toString().replace('\\', '/'))
                            .toList();
            assertThat(names)
                    .isNotEmpty()
                    .allMatch(name -> patterns.stream().anyMatch(name::matches));
        }
    }
}
