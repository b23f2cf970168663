package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.compose.project.ConfigHashes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
                    Map.entry("own/env-files", 32),
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
                    Map.entry("own/services", 114),
                    Map.entry("own/volumes", 34));

    private static final Pattern NAMES_ENV_FILE =
            Pattern.compile("env_file: ?(?!/dev|\\[/dev|\\[\\{path: /dev)");

    /** Where DockerKit differs on purpose: the case, and the reason. */
    private static final Map<String, String> ACCEPTED =
            Map.of(
                    "compose-go-inline: loader/loader TestXService",
                    "compose takes the keys of a service's extension for a network",
                    "own/env-files: a name without a value at the end of the file",
                    "compose takes the name for the value of a variable without name",
                    "own/scalars: another version of yaml",
                    "compose reads YAML 1.2, but refuses a file that says so",
                    "own/scalars: json with a slash escaped",
                    "compose refuses an escape of JSON and of YAML 1.2");

    private static final ComposeCases CASES = new ComposeCases(SOURCES, ACCEPTED);

    @TempDir Path temporary;

    static Stream<ComposeCase> agreeing() {
        return CASES.agreeing();
    }

    static Stream<ComposeCase> accepted() {
        return CASES.differing();
    }

    @Test
    void allCasesAreThere() {
        CASES.assertComplete();
    }

    @ParameterizedTest
    @MethodSource("agreeing")
    void isWhatDockerComposeMakesOfIt(ComposeCase one) throws Exception {
        assertAgrees(one);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void stillDiffers(ComposeCase one) {
        assertThat(catchThrowable(() -> assertAgrees(one))).as(CASES.reason(one)).isNotNull();
    }

    private void assertAgrees(ComposeCase one) throws Exception {
        Path root = temporary.toRealPath();
        one.unpack(root);
        Map<String, String> recorded = one.recorded();
        if (!recorded.containsKey("yaml")) {
            assertThat(catchThrowable(() -> one.compose(root, List.of()).config()))
                    .as("error: " + recorded.get("error"))
                    .isInstanceOfAny(InvalidOptionException.class, LocalFileException.class);
            return;
        }
        Compose compose = one.compose(root, List.of());
        ComposeConfig config = compose.config();
        if (recorded.containsKey("json")) {
            assertThat(printed(config.json(), root)).isEqualTo(recorded.get("json"));
        }
        assertThat(printed(config.yaml(), root)).isEqualTo(recorded.get("yaml"));
        assertHashes(one, compose, root);
    }

    private static String printed(String text, Path root) {
        String neutral = ComposeCase.neutral(text, root);
        return neutral.endsWith("\n") ? neutral : neutral + "\n";
    }

    private static void assertHashes(ComposeCase one, Compose compose, Path root) {
        Map<String, String> recorded = new LinkedHashMap<>();
        one.recorded()
                .getOrDefault("hash", "")
                .lines()
                .map(line -> line.split(" ", -1))
                .forEach(line -> recorded.put(line[0], line[1]));
        Map<String, String> hashes = compose.config().hashes();
        assertThat(hashes).containsOnlyKeys(recorded.keySet());
        if (one.files().values().stream().anyMatch(NAMES_ENV_FILE.asPredicate())) {
            // the hash has the absolute names of environment files, and the config does not
            return;
        }
        Map<String, @Nullable Object> services =
                StubState.map(compose.project(List.of()).config().get("services"));
        hashes.forEach(
                (name, hash) -> {
                    Map<String, @Nullable Object> here = StubState.map(services.get(name));
                    here.remove("label_file"); // as config does
                    if (here.toString().contains(root.toString())) {
                        // the hash depends on the directory
                        assertThat(hash).as(name).isEqualTo(ConfigHashes.ofService(here));
                        Map<String, @Nullable Object> there =
                                StubState.map(
                                        replaced(here, root.toString(), ComposeCase.RECORDED_ROOT));
                        assertThat(ConfigHashes.ofService(there))
                                .as(name)
                                .isEqualTo(recorded.get(name));
                    } else {
                        assertThat(hash).as(name).isEqualTo(recorded.get(name));
                    }
                });
    }

    private static @Nullable Object replaced(@Nullable Object value, String from, String to) {
        if (value instanceof String text) {
            return text.replace(from, to);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(replaced(item, from, to)));
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> items = new LinkedHashMap<>();
            map.forEach((key, item) -> items.put(key, replaced(item, from, to)));
            return items;
        }
        return value;
    }
}
