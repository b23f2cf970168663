package io.dockerkit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.NotFoundException;
import io.dockerkit.Subscription;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.run.RunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
@Timeout(60)
class LogsIT {
    private static RunSpec ubuntu(String script) {
        return Witness.run("ubuntu").command("sh", "-c", script);
    }

    private static Container ended(RunSpec spec) {
        Container container = spec.detached().start();
        container.awaitExit();
        return container;
    }

    private static List<LogLine> lines(Stream<LogLine> stream) {
        try (stream) {
            return stream.toList();
        }
    }

    @Tag("core")
    @Test
    void linesAreWholeWhateverTheirLength() {
        String unit = "aé漢𝄞";
        // the engine keeps a line of more than 16 KiB in pieces, each with a time of its own
        Container container =
                ended(
                        ubuntu(
                                "for i in $(seq 1000); do printf "
                                        + unit
                                        + "; done; echo; for i in $(seq 6000); do printf 0123456789; done; echo; printf third"));
        String[] expected = {unit.repeat(1000), "0123456789".repeat(6000), "third"};
        List<LogLine> plain = lines(container.logs().lines());
        assertThat(plain).extracting(LogLine::text).containsExactly(expected);
        assertThat(plain).extracting(LogLine::time).allMatch(Optional::isEmpty);
        List<LogLine> timed = lines(container.logs().timestamps().lines());
        assertThat(timed).extracting(LogLine::text).containsExactly(expected);
        assertThat(timed)
                .allSatisfy(
                        line ->
                                assertThat(line.time().orElseThrow())
                                        .isBetween(Instant.now().minusSeconds(600), Instant.now()));
    }

    @Tag("core")
    @Test
    void eachLineKnowsItsStream() {
        Container container = ended(ubuntu("echo one; echo two >&2; echo; echo four >&2"));
        assertThat(lines(container.logs().onlyStderr().lines()))
                .extracting(LogLine::text)
                .containsExactly("two", "four");
        assertThat(lines(container.logs().onlyStdout().lines()))
                .extracting(LogLine::text)
                .containsExactly("one", "");
        assertThat(lines(container.logs().lines()))
                .filteredOn(line -> line.source() == LogLine.Source.STDERR)
                .extracting(LogLine::text)
                .containsExactly("two", "four");
        assertThat(container.logs().onlyStderr().execute().stdout()).isEmpty();
    }

    @Tag("core")
    @Test
    void aTerminalsLogHasOneStreamWithoutFrames() throws IOException {
        Container container =
                ended(ubuntu("printf '\\001\\002first\\n'; echo err >&2; echo last").tty());
        assertThat(container.logs().execute().stdout()).isEqualTo("\1\2first\r\nerr\r\nlast\r\n");
        assertThat(lines(container.logs().lines()))
                .extracting(LogLine::text)
                .containsExactly("\1\2first", "err", "last");
        List<LogLine> timed = lines(container.logs().timestamps().lines());
        assertThat(timed).extracting(LogLine::text).containsExactly("\1\2first", "err", "last");
        assertThat(timed).allMatch(line -> line.time().isPresent());
        try (InputStream in = container.logs().open()) {
            assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("\1\2first");
        }
    }

    @Test
    void detailsAreTheOptionsOfTheDriver() {
        Container container =
                ended(
                        ubuntu("echo hello; echo again")
                                .label("com.example.team", "a b,c=d")
                                .logOpt("labels", "com.example.team"));
        List<LogLine> lines = lines(container.logs().details().timestamps().lines());
        assertThat(lines).extracting(LogLine::text).containsExactly("hello", "again");
        assertThat(lines)
                .allMatch(line -> line.details().equals(Map.of("com.example.team", "a b,c=d")));
        assertThat(lines).allMatch(line -> line.time().isPresent());
        assertThat(lines(container.logs().details().lines()))
                .extracting(LogLine::text)
                .containsExactly("hello", "again");
    }

    @Test
    void timesBoundWhatIsShown() {
        Container container = ended(ubuntu("echo one; sleep 1.2; echo two"));
        List<LogLine> all = lines(container.logs().timestamps().lines());
        Instant second = all.get(1).time().orElseThrow();
        assertThat(lines(container.logs().since(second).lines()))
                .extracting(LogLine::text)
                .containsExactly("two");
        assertThat(lines(container.logs().until(second.minusMillis(1)).lines()))
                .extracting(LogLine::text)
                .containsExactly("one");
        assertThat(lines(container.logs().since(Duration.ofMinutes(5)).lines())).hasSize(2);
        assertThat(lines(container.logs().until(Duration.ofMinutes(5)).lines())).isEmpty();
        assertThat(lines(container.logs().tail(1).lines()))
                .extracting(LogLine::text)
                .containsExactly("two");
    }

    @Tag("core")
    @Test
    void followedLinesComeWhileTheContainerRuns() {
        Container container =
                ubuntu("echo first; until [ -e /go ]; do sleep 0.05; done; echo second; exit 4")
                        .detached()
                        .start();
        try (Stream<LogLine> stream = container.logs().follow().lines()) {
            Iterator<LogLine> lines = stream.iterator();
            assertThat(lines.next().text()).isEqualTo("first");
            container.exec("touch", "/go").execute();
            assertThat(lines.next().text()).isEqualTo("second");
            assertThat(lines.hasNext()).isFalse();
        }
        assertThat(container.awaitExit()).isEqualTo(4);
    }

    @Tag("core")
    @Test
    void aFollowEndsWhenAnotherThreadClosesIt() throws InterruptedException {
        Container container = ubuntu("echo up; sleep 600").detached().start();
        Stream<LogLine> stream = container.logs().follow().lines();
        Iterator<LogLine> lines = stream.iterator();
        assertThat(lines.next().text()).isEqualTo("up");
        Thread closer = new Thread(stream::close);
        long start = System.nanoTime();
        closer.start();
        assertThatThrownBy(lines::next).hasMessageContaining("closed");
        closer.join();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        container.kill();
    }

    @Tag("core")
    @Test
    void anInterruptEndsAFollow() throws InterruptedException {
        Container container = ubuntu("echo up; sleep 600").detached().start();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        CountDownLatch up = new CountDownLatch(1);
        Thread reader =
                new Thread(
                        () -> {
                            try (Stream<LogLine> lines = container.logs().follow().lines()) {
                                lines.forEach(line -> up.countDown());
                            } catch (RuntimeException e) {
                                seen.set(e);
                                flag.set(Thread.currentThread().isInterrupted());
                            }
                        });
        reader.start();
        assertThat(up.await(20, TimeUnit.SECONDS)).isTrue();
        reader.interrupt();
        reader.join(10_000);
        assertThat(seen.get()).isInstanceOf(DockerInterruptedException.class);
        assertThat(flag.get()).isTrue();
        container.kill();
    }

    @Test
    void aConsumerIsHandedEachLine() {
        Container container = ubuntu("for i in $(seq 500); do echo $i; done").detached().start();
        List<String> got = new CopyOnWriteArrayList<>();
        try (Subscription lines =
                container.logs().follow().subscribe(line -> got.add(line.text()))) {
            assertThat(lines.await(Duration.ofSeconds(30))).isTrue();
            assertThat(lines.isDone()).isTrue();
        }
        assertThat(got).hasSize(500).startsWith("1", "2").endsWith("500");
    }

    @Tag("core")
    @Test
    void whatAConsumerThrowsReachesTheOneWhoWaits() {
        Container container = ubuntu("echo up; sleep 600").detached().start();
        Error own = new AssertionError("mine");
        try (Subscription lines =
                container
                        .logs()
                        .follow()
                        .subscribe(
                                line -> {
                                    throw own;
                                })) {
            assertThatThrownBy(lines::await).isSameAs(own);
        }
        container.kill();
    }

    @Tag("core")
    @Test
    void aClosedSubscriptionHandsOverNothingMore() throws InterruptedException {
        Container container = ubuntu("while true; do echo x; sleep 0.01; done").detached().start();
        CountDownLatch some = new CountDownLatch(5);
        List<LogLine> got = new CopyOnWriteArrayList<>();
        Subscription lines =
                container
                        .logs()
                        .follow()
                        .subscribe(
                                line -> {
                                    got.add(line);
                                    some.countDown();
                                });
        assertThat(some.await(20, TimeUnit.SECONDS)).isTrue();
        lines.close();
        assertThat(lines.await(Duration.ofSeconds(10))).isTrue();
        int number = got.size();
        container.kill();
        assertThat(got).hasSize(number);
    }

    @Tag("core")
    @Test
    void logsOfWhatIsGoneAreAnError() {
        Container container = ended(ubuntu("true"));
        container.remove();
        assertThatThrownBy(() -> container.logs().lines())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(container.shortId());
    }
}
