package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.FlagOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to an engine is what docker compose 2.40.3 sends to it. */
class ComposeCreateParityTest {
    private static final List<String> VERSIONS = List.of("1.41", "1.51");
    private static final Map<String, Integer> SOURCES = Map.of("up/requests", 72, "up/changes", 20);
    private static final Set<String> WITH_VALUE =
            Set.of(
                    "scale",
                    "timeout",
                    "name",
                    "env",
                    "volume",
                    "publish",
                    "user",
                    "workdir",
                    "label",
                    "entrypoint");
    private static final Map<String, String> LONG =
            Map.of("e", "env", "v", "volume", "u", "user", "w", "workdir", "l", "label");

    /** Where DockerKit differs on purpose: the case, and the reason. */
    private static final Map<String, String> ACCEPTED = Map.of();

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
    void isWhatDockerComposeSends(ComposeCase one) throws Exception {
        assertAgrees(one);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("accepted")
    void stillDiffers(ComposeCase one) {
        assertThat(catchThrowable(() -> assertAgrees(one)))
                .as(CASES.reason(one))
                .isInstanceOf(AssertionError.class);
    }

    private void assertAgrees(ComposeCase one) throws Exception {
        Path root = temporary.toRealPath();
        one.unpack(root);
        List<List<String>> runs =
                one.runs().isEmpty() ? List.of(List.of("up", "--detach")) : one.runs();
        for (String version : VERSIONS) {
            try (StubEngine engine = new StubEngine(version);
                    Docker docker = Docker.connect(engine.address())) {
                boolean hashesPaths =
                        one.files().values().stream().anyMatch(text -> text.contains("label_file"));
                // newer engines do so by themselves
                boolean checksDuplicates = version.equals("1.41");
                SentRequests sent = new SentRequests(root, checksDuplicates, hashesPaths);
                for (int number = 1; number <= runs.size(); number++) {
                    boolean fails = false;
                    try {
                        run(one, root, docker, runs.get(number - 1));
                    } catch (DockerException refused) {
                        fails = true;
                    }
                    String suffix = runs.size() > 1 ? " " + number : "";
                    String recorded =
                            one.recorded()
                                    .getOrDefault(
                                            "both" + suffix,
                                            one.recorded().getOrDefault(version + suffix, "?"));
                    assertThat(sent.written(engine.taken(), fails))
                            .as("API " + version + suffix)
                            .isEqualTo(sent.recorded(recorded));
                }
            }
        }
    }

    private static void run(ComposeCase one, Path root, Docker docker, List<String> line) {
        List<String> words = new ArrayList<>(line);
        List<String> options = new ArrayList<>();
        while (words.get(0).equals("-f")) {
            options.add(words.remove(0));
            options.add(words.remove(0));
        }
        Compose compose = one.compose(root, options).on(docker);
        String verb = words.remove(0);
        Map<String, List<String>> flags = new LinkedHashMap<>();
        while (!words.isEmpty() && words.get(0).startsWith("-")) {
            String flag = words.remove(0).replaceFirst("^--?", "");
            String name = LONG.getOrDefault(flag, flag);
            flags.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(WITH_VALUE.contains(name) ? words.remove(0) : "true");
        }
        String[] operands = words.toArray(new String[0]);
        switch (verb) {
            case "up" -> flagged(compose.up(operands), flags).execute();
            case "create" -> flagged(compose.create(operands), flags).execute();
            case "down" -> {
                flags.remove("detach");
                flagged(compose.down(operands), flags).execute();
            }
            case "run" -> {
                // what start() does; the CLI's run is interactive unless it is told otherwise
                flags.remove("detach");
                flags.put("interactive", List.of("true"));
                flagged(
                                compose.run(
                                        operands[0],
                                        words.subList(1, words.size()).toArray(new String[0])),
                                flags)
                        .start();
            }
            case "stop" -> compose.project().stop(timeout(flags));
            case "start" -> compose.project().start();
            case "restart" -> compose.project().restart();
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private static UnaryOperator<ComposeStopSpec> timeout(Map<String, List<String>> flags) {
        long seconds = Long.parseLong(flags.get("timeout").get(0));
        return options -> options.timeout(Duration.ofSeconds(seconds));
    }

    private static <S extends FlagOptions<S>> S flagged(S spec, Map<String, List<String>> flags) {
        S flagged = spec;
        for (Map.Entry<String, List<String>> flag : flags.entrySet()) {
            for (String value : flag.getValue()) {
                flagged = flagged.flag(flag.getKey(), value);
            }
        }
        return flagged;
    }
}
