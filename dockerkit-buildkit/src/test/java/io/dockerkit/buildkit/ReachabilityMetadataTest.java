package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What native images need to know of this module: its one service. gRPC's own jars are not looked at. */
class ReachabilityMetadataTest {
    private static final Path RESOURCES = Path.of("src/main/resources/META-INF");
    private static final Path METADATA =
            RESOURCES.resolve("native-image/io.dockerkit/dockerkit-buildkit");
    private static final String SERVICE = "io.dockerkit.impl.build.SessionBuilder";

    /** What would need a declaration. */
    private static final Pattern BY_NAME =
            Pattern.compile(
                    "Class\\.forName|\\.loadClass\\(|getResource|newProxyInstance|getDeclared(?:Method|Field|Constructor)"
                            + "|\\.get(?:Method|Field)\\(\\s*\"|\\.getConstructor\\("
                            + "|setAccessible|ObjectInputStream|ResourceBundle|\\.ObjectMapper;|System\\.load(?:Library)?\\(");

    private static JsonNode metadata(String file) throws IOException {
        return new ObjectMapper().readTree(METADATA.resolve(file).toFile());
    }

    @Test
    void theProviderAndItsServiceFileAreDeclared() throws Exception {
        List<String> providers = Files.readAllLines(RESOURCES.resolve("services").resolve(SERVICE));
        List<String> declared = new ArrayList<>();
        for (JsonNode type : metadata("reflect-config.json")) {
            declared.add(type.path("name").asText());
            assertThat(type.path("methods")).hasSize(1);
            assertThat(type.at("/methods/0/name").asText()).isEqualTo("<init>");
            assertThat(Class.forName(type.path("name").asText()).getConstructor()).isNotNull();
        }
        assertThat(declared).isEqualTo(providers);
        JsonNode resources = metadata("resource-config.json").at("/resources/includes");
        assertThat(resources).hasSize(1);
        assertThat(resources.at("/0/pattern").asText())
                .isEqualTo("\\QMETA-INF/services/" + SERVICE + "\\E");
    }

    @Test
    void noSourceLooksUpAnythingElseByName() throws IOException {
        List<Path> places = new ArrayList<>();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(sources).hasSizeGreaterThan(30);
        for (Path source : sources) {
            if (BY_NAME.matcher(Files.readString(source)).find()) {
                places.add(source);
            }
        }
        assertThat(places).isEmpty();
    }
}
