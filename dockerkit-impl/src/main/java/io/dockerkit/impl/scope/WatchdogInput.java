package io.dockerkit.impl.scope;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The standard input of a {@link Watchdog}. A thread of its own {@linkplain #writeLines writes the lines}: no other thread
 * blocks on a watchdog that does not read. Thread-safe.
 */
final class WatchdogInput {
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final Set<CountDownLatch> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** A line to write; an empty one ends the input. */
    private record Line(String text, CountDownLatch written) {}

    /** Sends a line of these words; returns what counts down when it is written, or never will be. */
    CountDownLatch send(String... words) {
        CountDownLatch written = new CountDownLatch(1);
        waiting.add(written);
        lines.add(new Line(String.join(" ", words) + "\n", written));
        if (ended.get()) {
            written.countDown();
        }
        return written;
    }

    /** Ends the input, as the end of this program does. */
    void close() {
        lines.add(new Line("", new CountDownLatch(0)));
    }

    /** Notes that the watchdog has ended: what is not written yet never will be. */
    void watchdogEnded() {
        ended.set(true);
        waiting.forEach(CountDownLatch::countDown);
    }

    /** Waits, however often the thread is interrupted, until a line is written; false if that takes too long. */
    static boolean await(CountDownLatch written, Duration limit) {
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return written.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes the lines until the input ends. */
    void writeLines(OutputStream stdin) {
        try (OutputStream out = stdin) {
            while (true) {
                Line line = lines.take();
                if (line.text().isEmpty()) {
                    return;
                }
                out.write(line.text().getBytes(StandardCharsets.UTF_8));
                out.flush();
                line.written().countDown();
                waiting.remove(line.written());
            }
        } catch (IOException broken) {
            // a watchdog that has ended is noticed with the next scope
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
