package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.dockerkit.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * Each failure of docs/failures.md: the class that is shown there is run on a real engine, and what it prints is compared
 * with the page, but for the engine's own words. Each section as it should be is left in {@code target/failures}.
 */
@Timeout(120)
class FailuresIT {
    private static final Path PAGE = Path.of("../docs/failures.md");
    private static final Path SOURCE =
            Path.of("src/test/java/io/dockerkit/junit/UsualFailures.java");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

    @TempDir Path reports;

    record Case(String heading, Class<?> tests) {
        @Override
        public String toString() {
            return heading;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("The test fails", UsualFailures.AnAssertionFails.class),
                new Case("The container ends at once", UsualFailures.ItEndsAtOnce.class),
                new Case(
                        "The container is not ready in time",
                        UsualFailures.ItIsNotReadyInTime.class),
                new Case("The container wants more memory", UsualFailures.ItWantsMoreMemory.class),
                new Case(
                        "The command is not in the image", UsualFailures.TheCommandIsMissing.class),
                new Case("The image is misspelt", UsualFailures.TheImageIsMisspelt.class),
                new Case("The port is taken", UsualFailures.ThePortIsTaken.class),
                new Case("A flag is misspelt", UsualFailures.TheFlagIsMisspelt.class),
                new Case(
                        "The field is of another type",
                        UsualFailures.TheFieldIsOfAnotherType.class),
                new Case("There is nothing of that name", UsualFailures.TheNameIsNone.class),
                new Case("No engine answers", UsualFailures.TheEngineIsNotThere.class));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatThePageSays(Case one) throws Exception {
        String printed =
                one.tests() == UsualFailures.TheEngineIsNotThere.class
                        ? printedWithoutEngine(one.tests())
                        : printed(one.tests(), reports);
        String section =
                "## %s\n\n```java\n%s```\n\n```text\n%s\n```\n"
                        .formatted(one.heading(), source(one.tests()), Shown.of(printed));
        Path seen = Files.createDirectories(Path.of("target/failures"));
        Files.writeString(seen.resolve(one.tests().getSimpleName() + ".md"), section);
        assertThat(Shown.blank(Files.readString(PAGE))).contains(Shown.blank(section));
    }

    @Test
    void thePageHasNoOthers() throws IOException {
        List<String> headings = new ArrayList<>();
        Matcher heading = HEADING.matcher(Files.readString(PAGE));
        while (heading.find()) {
            headings.add(heading.group(1));
        }
        assertThat(headings).containsExactlyElementsOf(cases().map(Case::heading).toList());
    }

    /** Prints how a class fails, to a test that had this started with other variables. */
    public static void main(String[] args) throws Exception {
        Path reports = Files.createTempDirectory(Path.of("target"), "reports");
        System.out.write(printed(Class.forName(args[0]), reports).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private static String printedWithoutEngine(Class<?> tests) throws Exception {
        ProcessBuilder child =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FailuresIT.class.getName(),
                        tests.getName());
        child.environment().put("DOCKER_HOST", "tcp://127.0.0.1:1");
        child.environment().keySet().removeAll(List.of("DOCKER_TLS", "DOCKER_TLS_VERIFY"));
        child.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = child.start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    private static String printed(Class<?> tests, Path reports) {
        List<Event> failed =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(tests))
                        .outputDirectoryProvider(new Reports(reports))
                        .execute()
                        .allEvents()
                        .failed()
                        .list();
        assertThat(failed).hasSize(1);
        Throwable failure =
                failed.get(0)
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow();
        StringBuilder text = new StringBuilder(line(failure));
        for (Throwable beside : failure.getSuppressed()) {
            text.append("\n    Suppressed: ").append(line(beside));
        }
        return text.toString();
    }

    private static String line(Throwable thrown) {
        return thrown instanceof EngineException refused
                ? refused.toString()
                        .replace(
                                refused.engineMessage(),
                                "«" + refused.engineMessage().strip() + "»")
                : thrown.toString();
    }

    /** Returns the class as a user would write it. */
    private static String source(Class<?> tests) throws IOException {
        Pattern whole =
                Pattern.compile(
                        "    @DockerTest\\R    static (class "
                                + tests.getSimpleName()
                                + " \\{.*?\\R    \\}\\R)",
                        Pattern.DOTALL);
        Matcher found = whole.matcher(Files.readString(SOURCE));
        assertThat(found.find()).isTrue();
        return "@DockerTest\n" + found.group(1).replaceAll("(?m)^    ", "");
    }
}
