package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs sample test classes, in parallel where they ask for it. Stateless and thread-safe. */
final class TestKit {
    private TestKit() {}

    static EngineExecutionResults run(Path reports, Class<?>... samples) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(
                        Stream.of(samples)
                                .map(sample -> selectClass(sample))
                                .toArray(DiscoverySelector[]::new))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .outputDirectoryProvider(new Reports(reports))
                .execute();
    }

    static void succeeds(int tests, Path reports, Class<?>... samples) {
        EngineExecutionResults results = run(reports, samples);
        assertThat(failures(results)).isEmpty();
        results.testEvents().assertStatistics(s -> s.succeeded(tests));
    }

    static Throwable failure(EngineExecutionResults results) {
        List<Throwable> failures = failures(results);
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().list().stream().map(TestKit::failure).toList();
    }

    private static Throwable failure(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
    }
}
