package io.dockerkit.impl.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.BuildProgress.Kind;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.terminal.ProgressScreenTest.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is seen on the screen while an image is built. */
@Tag("locale")
class BuildScreenTest {
    private static final String CONTEXT = "[internal] load remote build context";
    private static final String FROM = "[1/3] FROM docker.io/library/busybox";
    private static final String RUN = "[2/3] RUN make";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final AtomicLong millis = new AtomicLong(5000);

    private Progress bars(int columns, int rows) {
        return new ProgressBars(
                out, columns, rows, () -> TimeUnit.MILLISECONDS.toNanos(millis.get()));
    }

    private static BuildProgress report(
            int step, String name, Kind kind, String text, long millis) {
        return new BuildProgress(step, name, kind, text, 0, 0, Duration.ofMillis(millis));
    }

    private static BuildProgress transfer(int step, String name, long current, boolean complete) {
        return new BuildProgress(
                step,
                name,
                complete ? Kind.TRANSFERRED : Kind.TRANSFER,
                "sha256:0123",
                current,
                4_000_000,
                Duration.ofMillis(300));
    }

    private static List<BuildProgress> build() {
        return List.of(
                report(1, CONTEXT, Kind.STARTED, "", 0),
                report(1, CONTEXT, Kind.DONE, "", 100),
                report(2, FROM, Kind.STARTED, "", 0),
                transfer(2, FROM, 1_500_000, false),
                transfer(2, FROM, 4_000_000, true),
                report(2, FROM, Kind.DONE, "", 1000),
                report(3, RUN, Kind.STARTED, "", 0),
                report(3, RUN, Kind.OUTPUT, "compiling", 400),
                report(3, RUN, Kind.OUTPUT, "linking\t\033[31mred", 1400));
    }

    private String screen(int columns, int rows, List<BuildProgress> reports) {
        Progress bars = bars(columns, rows);
        for (BuildProgress report : reports) {
            millis.addAndGet(200);
            bars.build(report);
        }
        return new Screen(columns, rows).write(bytes.toString(StandardCharsets.UTF_8)).toString();
    }

    @Test
    void stepsStandWithTheirTimesTransfersAndLastLines() {
        assertThat(screen(60, 24, build()))
                .isEqualTo(
                        """
                        [+] Building 1.6s (2/3)
                         => [internal] load remote build context               0.1s
                         => [1/3] FROM docker.io/library/busybox               1.0s
                         => => sha256:0123 4.00MB / 4.00MB                     0.3s
                         => [2/3] RUN make                                     1.4s
                         => => # compiling
                         => => # linking  [31mred""");
    }

    @Test
    void aTransferThatMovesHasBothSizes() {
        assertThat(screen(60, 24, build().subList(0, 4)))
                .contains(" => => sha256:0123 1.50MB / 4.00MB ");
    }

    @Test
    void aBuildThatIsCompleteSaysSoAndShowsNoOutput() {
        List<BuildProgress> all = new ArrayList<>(build());
        all.add(report(3, RUN, Kind.DONE, "", 2000));
        all.add(report(4, "[3/3] COPY a b", Kind.STARTED, "", 0));
        all.add(report(4, "[3/3] COPY a b", Kind.CACHED, "", 0));
        all.add(report(5, "exporting to image", Kind.STARTED, "", 0));
        all.add(report(5, "exporting to image", Kind.DONE, "", 300));
        assertThat(screen(60, 24, all))
                .startsWith("[+] Building 2.6s (5/5) FINISHED\n")
                .containsPattern(" => CACHED \\[3/3] COPY a b +0\\.0s\n")
                .containsPattern(" => exporting to image +0\\.3s$")
                .doesNotContain("compiling");
    }

    @Test
    void aStepThatFailsIsMarkedAndWhatIsPrintedNextStandsBelow() {
        List<BuildProgress> all = new ArrayList<>(build());
        all.add(report(3, RUN, Kind.FAILED, "exit code: 3", 2000));
        String screen = screen(60, 24, all);
        assertThat(screen).containsPattern(" => ERROR \\[2/3] RUN make +2\\.0s$");
        out.print("the build failed");
        out.flush();
        assertThat(new Screen(60, 24).write(bytes.toString(StandardCharsets.UTF_8)).toString())
                .endsWith("\nthe build failed");
    }

    @Test
    void completeStepsGiveWayWhereTheScreenIsTooLow() {
        assertThat(screen(60, 5, build()))
                .isEqualTo(
                        """
                        [+] Building 1.6s (2/3)
                         => [2/3] RUN make                                     1.4s
                         => => # compiling
                         => => # linking  [31mred""");
    }

    @Test
    void anotherBuildBeginsBelow() {
        List<BuildProgress> all = new ArrayList<>(build().subList(0, 2));
        all.addAll(build().subList(0, 2));
        assertThat(screen(60, 24, all).lines().filter(line -> line.startsWith("[+] Building")))
                .hasSize(2);
    }

    @Test
    void aPullAfterABuildBeginsBelowIt() {
        Progress bars = bars(60, 24);
        build().forEach(bars::build);
        bars.update(new Progress.Event("latest", "Pulling from library/ubuntu", 0, 0));
        assertThat(new Screen(60, 24).write(bytes.toString(StandardCharsets.UTF_8)).toString())
                .contains(" => [2/3] RUN make")
                .endsWith("\nlatest: Pulling from library/ubuntu");
    }
}
