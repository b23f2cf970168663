package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.dockerkit.Containers;
import io.dockerkit.NotReadyException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

/** What a failure tells of the containers beside it. */
@Timeout(60)
class LogsIT {
    private static final String SPEAKS =
            "docker run --label io.dockerkit.test=junit busybox sh -c 'echo it speaks; sleep 100'";

    @TempDir Path reports;

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(reports)) {
            return all.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }

    private static String logs(Throwable failure) {
        return Stream.of(failure.getSuppressed())
                .filter(ContainerLogs.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst()
                .orElseThrow();
    }

    @DockerTest
    static class Talkative {
        @Start
        static final DetachedSpec noisy =
                Containers.run("busybox")
                        .label("io.dockerkit.test", "junit")
                        .detached()
                        .command(
                                "sh",
                                "-c",
                                "head -c 12000000 /dev/zero | tr '\\0' x; echo; echo the end; sleep 100")
                        .waitFor(Wait.log("the end"));

        @Test
        void one() {
            fail("first");
        }

        @Test
        void two() {
            fail("second");
        }
    }

    @Test
    void logsOfAnyLengthAreKeptOnceInAFileOfLimitedSizeWhosePathIsTold() throws Exception {
        List<Throwable> failures = TestKit.failures(TestKit.run(reports, Talkative.class));
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder("first", "second");
        List<Path> files = files();
        assertThat(files).hasSize(1);
        Path file = files.get(0);
        assertThat(Files.size(file)).isBetween(8_000_000L, LogFile.MOST_BYTES + 1000);
        String text = Files.readString(file);
        assertThat(text).startsWith("[DockerKit: only the last 8 MiB").endsWith(" the end\n");
        for (Throwable failure : failures) {
            assertThat(logs(failure))
                    .contains("--- noisy: noisy-")
                    .contains("running; logs in " + file + "; the end of its logs:\n")
                    .endsWith("the end")
                    .hasSizeLessThan(20_000);
        }
    }

    @DockerTest
    static class Dynamic {
        @Start(SPEAKS)
        static Container shared;

        @TestFactory
        Stream<DynamicTest> tests() {
            shared.waitFor(Wait.log("speaks"));
            return Stream.of(DynamicTest.dynamicTest("one", () -> fail("on purpose")));
        }
    }

    @Test
    void aDynamicTestThatFailsTellsTheLogs() throws Exception {
        Throwable failure = TestKit.failure(TestKit.run(reports, Dynamic.class));
        assertThat(failure).hasMessage("on purpose");
        assertThat(logs(failure)).contains("it speaks");
        assertThat(files()).hasSize(1);
    }

    @DockerTest
    static class Constructor {
        @Start(SPEAKS)
        static Container shared;

        Constructor() {
            shared.waitFor(Wait.log("speaks"));
            throw new IllegalStateException("on purpose");
        }

        @Test
        void isNotRun() {}
    }

    @Test
    void aConstructorThatFailsTellsTheLogs() {
        Throwable failure = TestKit.failure(TestKit.run(reports, Constructor.class));
        assertThat(failure).hasMessage("on purpose");
        assertThat(logs(failure)).contains("it speaks");
    }

    @DockerTest
    static class Removed {
        @Start("docker run --label io.dockerkit.test=junit busybox sleep 100")
        static Container good;

        @Start(
                "docker run --rm --label io.dockerkit.test=junit -p 80 busybox sh -c 'echo no such luck; exit 3'")
        static Container bad;

        @Start("docker run --label io.dockerkit.test=junit busybox sleep 100")
        static Container other;

        @Test
        void isNotRun() {}
    }

    @Test
    void aContainerWithRmThatFailsTellsItsLogsAndItsField() {
        Throwable failure = TestKit.failure(TestKit.run(reports, Removed.class));
        assertThat(failure)
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("no such luck");
        assertThat(failure.getSuppressed())
                .anySatisfy(
                        place ->
                                assertThat(place)
                                        .hasMessage(
                                                "@Start at the field bad of "
                                                        + Removed.class
                                                        + " did not start"));
    }

    @DockerTest
    static class Unknown {
        @Start("docker run --label io.dockerkit.test=junit busybox sleep 100")
        static Container good;

        @Start("docker run --nmae x busybox")
        static Container bad;

        @Test
        void isNotRun() {}
    }

    @Test
    void aLineThatIsWrongNamesItsField() {
        assertThat(TestKit.failure(TestKit.run(reports, Unknown.class)))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("@Start at the field bad of " + Unknown.class)
                .hasMessageContaining("did you mean --name");
    }
}
