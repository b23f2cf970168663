package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Without {@code dockerkit-compose}, which is optional, tests run and fail as ever; with it, none of its classes is loaded for them. */
@Timeout(120)
class WithoutComposeIT {
    private static final String TYPE = "io/dockerkit/compose/Compose.class";

    /** Runs samples that use all but projects, and prints how many tests passed, and each failure. */
    public static void main(String[] args) throws Exception {
        Path reports = Files.createTempDirectory(Path.of("target"), "reports");
        EngineExecutionResults results =
                TestKit.run(
                        reports,
                        Samples.Lines.class,
                        Samples.Specs.class,
                        Samples.Failing.class,
                        Samples.NeverReady.class,
                        Samples.WrongField.class,
                        Samples.Unknown.class);
        System.out.println("passed " + results.testEvents().succeeded().count());
        for (Throwable failure : TestKit.failures(results)) {
            System.out.println(
                    "failed "
                            + failure.getClass().getSimpleName()
                            + Stream.of(failure.getSuppressed())
                                    .map(beside -> " + " + beside.getClass().getSimpleName())
                                    .sorted()
                                    .collect(Collectors.joining()));
        }
        System.out.println("compose is " + (isThere() ? "there" : "missing"));
    }

    private static boolean isThere() {
        return WithoutComposeIT.class.getClassLoader().getResource(TYPE) != null;
    }

    private static boolean hasCompose(String entry) throws Exception {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve(TYPE));
        }
        if (!Files.exists(path)) {
            return false;
        }
        try (var jar = new java.util.jar.JarFile(path.toFile())) {
            return jar.getEntry(TYPE) != null;
        }
    }

    private static List<String> printed(List<String> classPath) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xlog:class+load:stdout",
                                "-cp",
                                String.join(File.pathSeparator, classPath),
                                WithoutComposeIT.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        return printed.lines().toList();
    }

    private static List<String> own(List<String> printed) {
        return printed.stream().filter(line -> line.matches("(passed|failed|compose) .*")).toList();
    }

    private static void runAsEver(List<String> printed, String compose) {
        assertThat(own(printed))
                .containsExactlyInAnyOrder(
                        "passed 4",
                        "failed AssertionFailedError + ContainerLogs",
                        "failed NotReadyException + ContainerLogs + StartFailure",
                        "failed ExtensionConfigurationException",
                        "failed ParameterResolutionException + ContainerLogs",
                        "compose is " + compose);
        assertThat(printed)
                .anyMatch(line -> line.contains(" io.dockerkit.junit.Fixtures "))
                .noneMatch(line -> line.contains(" io.dockerkit.compose."))
                .noneMatch(line -> line.contains(" io.dockerkit.junit.ComposeProjects "));
    }

    @Test
    void testsRunAndFailAsEver() throws Exception {
        List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> without = new ArrayList<>();
        for (String entry : all) {
            if (!hasCompose(entry)) {
                without.add(entry);
            }
        }
        assertThat(without).hasSize(all.size() - 1);
        runAsEver(printed(without), "missing");
        runAsEver(printed(all), "there");
    }
}
