package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.NotReadyException;
import io.dockerkit.Volumes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

@Timeout(120)
class DockerKitIT {
    @TempDir Path reports;

    private EngineExecutionResults run(Class<?>... samples) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(
                        Stream.of(samples)
                                .map(sample -> selectClass(sample))
                                .toArray(org.junit.platform.engine.DiscoverySelector[]::new))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .outputDirectoryProvider(new Reports(reports))
                .execute();
    }

    private static Throwable failure(EngineExecutionResults results) {
        List<Event> failed = results.allEvents().failed().list();
        assertThat(failed).hasSize(1);
        return failed.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    private static void areGone(String sample) {
        assertThat(Samples.seen(sample)).isNotEmpty();
        for (String id : Samples.seen(sample)) {
            assertThat(Containers.find(id)).as(sample).isEmpty();
        }
    }

    @Test
    void aLineAtAStaticFieldRunsForTheClassAndAtAnotherForEachTest() {
        run(Samples.Lines.class).testEvents().assertStatistics(s -> s.succeeded(2).failed(0));
        assertThat(Samples.seen("Lines shared")).hasSize(1);
        assertThat(Samples.seen("Lines own")).hasSize(2);
        areGone("Lines shared");
        areGone("Lines own");
    }

    @Test
    void networksVolumesAndContainersFindEachOther() {
        run(Samples.Specs.class).testEvents().assertStatistics(s -> s.succeeded(2).failed(0));
        areGone("Specs");
        assertThat(Networks.list())
                .noneMatch(network -> Samples.seen("Specs networks").contains(network.id()));
        assertThat(Volumes.list())
                .noneMatch(volume -> Samples.seen("Specs volumes").contains(volume.name()));
    }

    @Test
    void whatIsForTheRunIsStartedOnce() {
        run(Samples.FirstOfRun.class, Samples.SecondOfRun.class)
                .testEvents()
                .assertStatistics(s -> s.succeeded(2).failed(0));
        assertThat(Samples.seen("Run")).hasSize(1);
        areGone("Run");
    }

    @Test
    void parametersStartForTheirMethod() {
        run(Samples.Parameters.class).testEvents().assertStatistics(s -> s.succeeded(2).failed(0));
        assertThat(Samples.seen("Parameters all")).hasSize(1);
        assertThat(Samples.seen("Parameters each")).hasSize(2);
        assertThat(Samples.seen("Parameters test")).hasSize(2);
        areGone("Parameters all");
        areGone("Parameters each");
        areGone("Parameters test");
    }

    @Test
    void testsInParallelDoNotMeet() {
        run(Samples.Parallel.class).testEvents().assertStatistics(s -> s.succeeded(6).failed(0));
        assertThat(Samples.seen("Parallel")).hasSize(6);
        areGone("Parallel");
    }

    @Test
    void aFailureTellsTheLogsAndKeepsThemAsFiles() throws Exception {
        Throwable failure = failure(run(Samples.Failing.class));
        assertThat(failure).hasMessage("on purpose");
        assertThat(failure.getSuppressed())
                .singleElement()
                .asString()
                .contains("--- shared: shared-")
                .contains("the shared one speaks")
                .contains("--- own: own-")
                .contains("so does the own one");
        areGone("Failing");
        try (Stream<Path> files = Files.walk(reports)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("shared.log", "own.log");
            assertThat(Files.readString(logs.get(0)) + Files.readString(logs.get(1)))
                    .contains("the shared one speaks")
                    .contains("so does the own one");
        }
    }

    @Test
    void whatDoesNotBecomeReadyFailsTheClassAndSaysWhy() {
        Throwable failure = failure(run(Samples.NeverReady.class));
        assertThat(failure)
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("bad-")
                .hasMessageContaining("exited with code 3 before becoming ready")
                .hasMessageContaining("no such luck");
        assertThat(failure.getSuppressed())
                .anySatisfy(logs -> assertThat(logs).hasMessageContaining("neighbour is up"));
        assertThat(Samples.seen("NeverReady")).isEmpty();
        // another test runs the same sample in a JVM of its own
        List<String> neighbours =
                Stream.of(failure.getSuppressed())
                        .flatMap(
                                logs ->
                                        Pattern.compile("\\bneighbour-[0-9a-f]+")
                                                .matcher(String.valueOf(logs.getMessage()))
                                                .results())
                        .map(MatchResult::group)
                        .distinct()
                        .toList();
        assertThat(neighbours).hasSize(1);
        assertThat(Containers.find(neighbours.get(0))).isEmpty();
    }

    @Test
    void aTestThatTimesOutLeavesNothing() {
        failure(run(Samples.TimesOut.class));
        areGone("TimesOut");
    }

    @Test
    void mistakesAreSaid() {
        assertThat(failure(run(Samples.Circle.class)))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("these containers wait for each other: [one, two]");
        assertThat(failure(run(Samples.WrongField.class)))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("@Start at the field text")
                .hasMessageContaining(
                        "its value is a java.lang.String; accepted form: a Container");
        assertThat(failure(run(Samples.WrongLine.class)))
                .hasMessageContaining("--nmae")
                .hasMessageContaining("--name");
        assertThat(failure(run(Samples.Unknown.class)))
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageContaining("there is no Container \"three\" with @Start; there are [")
                .hasMessageContaining("one")
                .hasMessageContaining("two");
    }

    @Test
    void withAnEngineTheConditionLetsTestsRun() {
        run(Samples.OnlyWithDocker.class)
                .testEvents()
                .assertStatistics(s -> s.succeeded(1).skipped(0));
        assertThat(Samples.seen("OnlyWithDocker")).containsExactly("run");
    }
}
