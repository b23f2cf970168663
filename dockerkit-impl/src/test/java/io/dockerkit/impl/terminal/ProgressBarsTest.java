package io.dockerkit.impl.terminal;

import static io.dockerkit.impl.terminal.ProgressScreenTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.image.Progress;
import io.dockerkit.impl.terminal.ProgressScreenTest.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("locale")
class ProgressBarsTest {
    private static final String ID = "9c704ecd0c69";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final AtomicLong millis = new AtomicLong(-5000);
    private final ProgressBars bars =
            new ProgressBars(out, 80, 24, () -> TimeUnit.MILLISECONDS.toNanos(millis.get()));

    @Test
    void bytesAreDrawnTenTimesASecondAtMost() {
        int frames = 0;
        for (int i = 0; i <= 2000; i++, millis.incrementAndGet()) {
            bars.update(event(ID, "Downloading", 1000L * i, 10_000_000));
            frames += written().isEmpty() ? 0 : 1;
        }
        assertThat(frames).isEqualTo(21);
    }

    @Test
    void aChangeOfStatusIsDrawnAtOnce() {
        bars.update(event(ID, "Downloading", 1, 2));
        written();
        bars.update(event(ID, "Downloading", 2, 2));
        assertThat(written()).isEmpty();
        bars.update(event(ID, "Verifying Checksum"));
        assertThat(written()).contains("Verifying Checksum");
        bars.update(event("0a9573503463", "Waiting"));
        assertThat(written()).contains("Waiting");
    }

    @Test
    void whatWasHeldBackIsDrawnBeforeAStatusOfTheWhole() {
        bars.update(event(ID, "Downloading", 1, 2));
        bars.update(event(ID, "Downloading", 2, 2));
        bars.update(event("", "Status: the end"));
        assertThat(new Screen(80, 24).write(written()).toString())
                .contains("2B/2B\nTotal: 2B/2B 100%\nStatus: the end");
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        bars.update(event(ID, "Waiting"));
        written();
        millis.addAndGet(5000);
        bars.update(event(ID, "Waiting"));
        bars.update(event("", ""));
        assertThat(written()).isEmpty();
    }

    @Test
    void theCursorRestsBelowTheBarsInTheFirstColumn() {
        bars.update(event(ID, "Downloading", 1, 2));
        bars.update(event(ID, "Waiting"));
        assertThat(new Screen(80, 24).write(written() + "error").toString())
                .isEqualTo(ID + ": Waiting\nTotal: 1B/2B 50%\nerror");
    }

    @Test
    void fewerLinesThanBeforeLeaveNothingBehind() {
        ProgressFrames frames = new ProgressFrames();
        String text = frames.draw(List.of("a", "b", "c", "d")) + frames.draw(List.of("e", "f"));
        assertThat(new Screen(10, 24).write(text + "g").toString()).isEqualTo("e\nf\ng");
    }

    @Test
    void aStatusOfTheWholeHasNoControlCharactersButItsLines() {
        bars.update(event("", "one\ntwo\033[9A"));
        assertThat(written()).isEqualTo("one\r\ntwo [9A\r\n");
    }

    @Test
    void aTerminalHasTwoColumnsAndTwoRowsAtLeast() {
        assertThatThrownBy(() -> Progress.bars(out, 1, 24))
                .isInstanceOf(io.dockerkit.InvalidOptionException.class)
                .hasMessageContaining("\"1\" for columns: the number must be 2 or more");
        assertThatThrownBy(() -> Progress.bars(out, 80, 0))
                .hasMessageContaining("\"0\" for rows: the number must be 2 or more");
        Progress.bars(out, 2, 2).update(event(ID, "Downloading", 1, 2));
        assertThat(written()).isEqualTo("\033[2KT\r\n");
    }

    @Test
    @Timeout(60)
    void twoThreadsKeepTheLinesOfBarsWhole() throws InterruptedException {
        Progress each = new ProgressBars(out, 80, 24, new AtomicLong()::incrementAndGet);
        twoThreads(each);
        String text = written();
        assertThat(text.split("\r\n|\r"))
                .allMatch(
                        line ->
                                line.matches(
                                        "(\033\\[\\d+A)?(\033\\[2K(layer[01]: (Waiting|Verifying"
                                                + " Checksum|Downloading \\[=*> *\\] +\\d\\S*/1kB)"
                                                + "|Total: \\S+/\\S+ \\d+%))?"));
        assertThat(new Screen(80, 24).write(text).toString().lines())
                .hasSize(3)
                .contains("layer0: Waiting", "layer1: Waiting", "Total: 2kB/2kB 100%");
    }

    @Test
    @Timeout(60)
    void twoThreadsKeepPlainLinesWhole() throws InterruptedException {
        twoThreads(Progress.lines(out));
        assertThat(written().lines())
                .hasSize(2 * 1000 * 3)
                .allMatch(l -> l.matches("layer[01]: (Waiting|Verifying Checksum|Downloading)"));
    }

    private static void twoThreads(Progress progress) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads =
                Stream.of("layer0", "layer1")
                        .map(
                                id ->
                                        new Thread(
                                                () -> {
                                                    await(start);
                                                    for (int i = 1; i <= 1000; i++) {
                                                        progress.update(
                                                                event(id, "Downloading", i, 1000));
                                                        progress.update(
                                                                event(id, "Verifying Checksum"));
                                                        progress.update(event(id, "Waiting"));
                                                    }
                                                },
                                                "test-" + id))
                        .toList();
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String written() {
        out.flush();
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
