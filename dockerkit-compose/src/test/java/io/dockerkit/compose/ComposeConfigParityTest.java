package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.compose.project.ConfigHashes;
import io.dockerkit.compose.project.Project;
import io.dockerkit.compose.project.ProjectLoader;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The projects of the test data are for DockerKit what they are for docker compose 2.40.3. */
class ComposeConfigParityTest {
    /** The files of cases, and how many each has. */
    private static final Map<String, Integer> SOURCES =
            Map.ofEntries(
                    Map.entry("awesome-compose", 39),
                    Map.entry("compose-go", 42),
                    Map.entry("compose-go-inline", 290),
                    Map.entry("docker-compose", 148),
                    Map.entry("spring-boot", 65),
                    Map.entry("testcontainers", 36),
                    Map.entry("own/build", 20),
                    Map.entry("own/env-files", 31),
                    Map.entry("own/extends", 27),
                    Map.entry("own/include", 26),
                    Map.entry("own/interpolation", 55),
                    Map.entry("own/merge", 96),
                    Map.entry("own/networks", 33),
                    Map.entry("own/ports", 24),
                    Map.entry("own/profiles", 18),
                    Map.entry("own/project", 44),
                    Map.entry("own/reset", 19),
                    Map.entry("own/scalars", 55),
                    Map.entry("own/secrets", 19),
                    Map.entry("own/services", 111),
                    Map.entry("own/volumes", 33));

    /** Where DockerKit differs on purpose: the case, and the reason. */
    private static final Map<String, String> ACCEPTED = Map.of();

    @TempDir Path temporary;

    static Stream<ComposeCase> cases() {
        return SOURCES.keySet().stream()
                .sorted()
                .flatMap(source -> ComposeCase.read(source).stream());
    }

    static Stream<ComposeCase> agreeing() {
        return cases().filter(one -> !ACCEPTED.containsKey(one.toString()));
    }

    static Stream<ComposeCase> accepted() {
        return cases().filter(one -> ACCEPTED.containsKey(one.toString()));
    }

    @Test
    void allCasesAreThere() {
        Map<String, Integer> counted = new LinkedHashMap<>();
        cases().forEach(one -> counted.merge(one.source(), 1, Integer::sum));
        assertThat(counted).containsExactlyInAnyOrderEntriesOf(SOURCES);
        assertThat(accepted().map(ComposeCase::toString))
                .containsExactlyInAnyOrderElementsOf(ACCEPTED.keySet());
    }

    @ParameterizedTest
    @MethodSource("agreeing")
    void isWhatDockerComposeMakesOfIt(ComposeCase one) throws Exception {
        assertAgrees(one);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void stillDiffers(ComposeCase one) {
        assertThat(catchThrowable(() -> assertAgrees(one)))
                .as(ACCEPTED.get(one.toString()))
                .isNotNull();
    }

    private void assertAgrees(ComposeCase one) throws Exception {
        Path root = temporary.toRealPath();
        Compose compose = one.unpack(root).compose(root, List.of());
        Map<String, String> recorded = one.recorded();
        if (!recorded.containsKey("yaml")) {
            assertThat(catchThrowable(compose::config))
                    .as("error: " + recorded.get("error"))
                    .isInstanceOfAny(InvalidOptionException.class, LocalFileException.class);
            return;
        }
        ComposeConfig config = compose.config();
        if (recorded.containsKey("json")) {
            assertThat(printed(config.json(), root)).isEqualTo(recorded.get("json"));
        }
        assertThat(printed(config.yaml(), root)).isEqualTo(recorded.get("yaml"));
        assertThat(hashes(compose, root)).isEqualTo(recorded.get("hash"));
    }

    private static String printed(String text, Path root) {
        String neutral = ComposeCase.neutral(text, root);
        return neutral.endsWith("\n") ? neutral : neutral + "\n";
    }

    /** Returns the hashes that the services would have in the directory of the recorded program. */
    private static String hashes(Compose compose, Path root) {
        // what is hashed has the names of environment files
        Project project =
                ProjectLoader.load(
                        compose.settings()
                                .request(List.of(), EnumSet.of(Option.NO_ENV_RESOLUTION)));
        Map<String, String> hashes = compose.config().hashes();
        StringBuilder lines = new StringBuilder();
        Map<?, ?> services = (Map<?, ?>) project.config().get("services");
        hashes.forEach(
                (name, hash) -> {
                    Map<String, @Nullable Object> service = new LinkedHashMap<>();
                    ((Map<?, ?>) services.get(name))
                            .forEach((key, value) -> service.put((String) key, value));
                    if (!service.toString().contains(root.toString())) {
                        lines.append(name).append(' ').append(hash).append('\n');
                        return;
                    }
                    // of a path in the service, the hash depends on the directory
                    assertThat(ConfigHashes.ofService(service)).as(name).isEqualTo(hash);
                    Map<String, @Nullable Object> moved = new LinkedHashMap<>();
                    service.forEach((key, value) -> moved.put(key, moved(value, root)));
                    lines.append(name)
                            .append(' ')
                            .append(ConfigHashes.ofService(moved))
                            .append('\n');
                });
        return lines.toString();
    }

    private static @Nullable Object moved(@Nullable Object value, Path root) {
        if (value instanceof String text) {
            return ComposeCase.neutral(text, root);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> moved = new ArrayList<>();
            list.forEach(item -> moved.add(moved(item, root)));
            return moved;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> moved = new LinkedHashMap<>();
            map.forEach((key, item) -> moved.put(key, moved(item, root)));
            return moved;
        }
        return value;
    }
}
