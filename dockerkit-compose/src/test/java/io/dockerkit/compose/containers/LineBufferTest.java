package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.container.LogLine;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines between the threads that read logs and the one that takes them. */
@Timeout(30)
class LineBufferTest {
    private static ServiceLine line(String text) {
        return new ServiceLine(
                "web",
                "shop-web-1",
                "web-1",
                new LogLine(LogLine.Source.STDOUT, text, null, Map.of(), false));
    }

    @Test
    void linesAreTakenInTheirOrderUpToTheEnd() {
        LineBuffer buffer = new LineBuffer();
        buffer.put(line("a"));
        buffer.put(line("b"));
        buffer.end();
        assertThat(buffer.take()).isEqualTo(line("a"));
        assertThat(buffer.take()).isEqualTo(line("b"));
        assertThat(buffer.take()).isNull();
    }

    @Test
    void aFailureComesBehindTheLinesAndOnlyTheFirstCounts() {
        LineBuffer buffer = new LineBuffer();
        buffer.put(line("a"));
        buffer.fail(new IllegalStateException("first"));
        buffer.fail(new IllegalStateException("second"));
        assertThat(buffer.take()).isEqualTo(line("a"));
        assertThatThrownBy(buffer::take)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first");
    }

    @Test
    void whoPutsTooManyWaitsUntilItIsClosed() throws InterruptedException {
        LineBuffer buffer = new LineBuffer();
        AtomicInteger put = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Thread writer =
                new Thread(
                        () -> {
                            for (int i = 0; i < 2000; i++) {
                                buffer.put(line("x"));
                                put.incrementAndGet();
                            }
                            done.countDown();
                        });
        writer.start();
        assertThat(done.await(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(put).hasValue(1024);
        assertThat(buffer.take()).isEqualTo(line("x"));
        buffer.close();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(buffer.take()).isNull();
        assertThat(buffer.isClosed()).isTrue();
    }

    @Test
    void anInterruptEndsTheWaitForALine() {
        LineBuffer buffer = new LineBuffer();
        Thread.currentThread().interrupt();
        assertThatThrownBy(buffer::take).isInstanceOf(DockerInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
