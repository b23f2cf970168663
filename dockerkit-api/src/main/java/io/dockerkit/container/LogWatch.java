package io.dockerkit.container;

import io.dockerkit.Subscription;
import java.time.Duration;
import java.util.function.Predicate;

/** Follows the logs and counts the lines that fit. Thread-safe. */
final class LogWatch implements Watch {
    private final Container container;
    private final Predicate<String> fits;
    private final int times;
    private final Runnable news;
    private Subscription lines;
    private int found;
    private String last = "";

    private LogWatch(Container container, Predicate<String> fits, int times, Runnable news) {
        this.container = container;
        this.fits = fits;
        this.times = times;
        this.news = news;
        this.lines = subscribe();
    }

    static Condition of(String description, Predicate<String> fits, int times) {
        return new Condition() {
            @Override
            public Watch watch(Container container, Runnable news) {
                return new LogWatch(container, fits, times, news);
            }

            @Override
            public String toString() {
                return description + (times == 1 ? "" : " " + times + " times");
            }
        };
    }

    private Subscription subscribe() {
        return container.logs().follow().subscribe(this::take);
    }

    private void take(LogLine line) {
        synchronized (this) {
            last = line.text();
            if (!fits.test(line.text()) || ++found != times) {
                return;
            }
        }
        news.run();
    }

    @Override
    public Sight look(ContainerDetails details, Duration left) {
        boolean ended = lines.isDone();
        synchronized (this) {
            if (found >= times) {
                return Sight.READY;
            }
        }
        if (ended) {
            // rethrows what ended it, a log driver that cannot be read for instance
            lines.await();
            if (details.state().running()) {
                begin();
            }
        }
        synchronized (this) {
            return Sight.notYet(
                    (times == 1 ? "it is not there" : found + " of " + times)
                            + (last.isEmpty() ? "" : "; the last line was: " + last));
        }
    }

    /** It was started anew: its logs are read from the beginning. */
    private void begin() {
        synchronized (this) {
            found = 0;
        }
        lines = subscribe();
    }

    @Override
    public boolean polled() {
        return lines.isDone();
    }

    @Override
    public void settle(Duration limit) {
        lines.await(limit);
    }

    @Override
    public void close() {
        lines.close();
    }
}
