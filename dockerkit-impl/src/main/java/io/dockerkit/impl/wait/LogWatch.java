package io.dockerkit.impl.wait;

import io.dockerkit.Subscription;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.LogsSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows the logs of the container's present run and counts the lines that fit: what an earlier run wrote, before a stop
 * or a restart, does not count. Thread-safe.
 */
final class LogWatch implements Watch {
    /** How long before its start was noted a container may have written its first line, where nothing tells the end of the run before. */
    private static final Duration STARTING = Duration.ofSeconds(2);

    private static final int SHOWN = 300;

    private final Container container;
    private final Predicate<String> fits;
    private final int times;
    private final Runnable notifier;
    private @Nullable Subscription lines;
    private Optional<Instant> run = Optional.empty();

    /** Tells the lines of the present run from those that come late from the one before. */
    private int round;

    private int found;
    private String last = "";

    LogWatch(Container container, Predicate<String> fits, int times, Runnable notifier) {
        this.container = container;
        this.fits = fits;
        this.times = times;
        this.notifier = notifier;
    }

    private void take(LogLine line, int ofRound) {
        synchronized (this) {
            if (ofRound != round) {
                return;
            }
            last = line.text().substring(0, Math.min(SHOWN, line.text().length()));
            if (!fits.test(line.text()) || ++found != times) {
                return;
            }
        }
        notifier.run();
    }

    @Override
    public Observation look(ContainerDetails details, Duration left) {
        Subscription followed = lines;
        if (followed == null || !run.equals(details.state().startedAt())) {
            begin(details, left);
        } else {
            boolean ended = followed.isDone();
            if (count() >= times) {
                return Observation.READY;
            }
            if (ended) {
                // rethrows what ended it, a log driver that cannot be read for instance
                followed.await();
                if (details.state().running()) {
                    begin(details, left);
                }
            }
        }
        synchronized (this) {
            return Observation.notYet(
                    (times == 1 ? "it is not there" : found + " of " + times)
                            + (last.isEmpty() ? "" : "; the last line was: " + last));
        }
    }

    private synchronized int count() {
        return found;
    }

    /** Reads the logs of the present run from its beginning. */
    private void begin(ContainerDetails details, Duration left) {
        Subscription before = lines;
        if (before != null) {
            before.close();
        }
        int now;
        synchronized (this) {
            found = 0;
            now = ++round;
        }
        run = details.state().startedAt();
        LogsSpec logs = Waiting.hurried(container, left).logs().follow();
        Optional<Instant> since = beginning(details);
        lines =
                (since.isPresent() ? logs.since(since.get()) : logs)
                        .subscribe(line -> take(line, now));
    }

    /**
     * Returns a time between the last line of the run before and the first one of the present run; empty where there was no
     * run before. The times that the engine notes differ a little from those of the lines: it takes a line when it reads
     * it, and notes a start when the process runs already, so that a short run seems to end before it starts. While it
     * runs, it is the middle between the end of the one and the start of the other; after that, the end of the run before
     * is not known any more.
     */
    static Optional<Instant> beginning(ContainerDetails details) {
        ContainerDetails.State state = details.state();
        Optional<Instant> started = state.startedAt();
        Optional<Instant> finished = state.finishedAt();
        if (started.isEmpty() || finished.isEmpty()) {
            return Optional.empty();
        }
        Instant start = started.get();
        Instant end = finished.get();
        if (state.running() && !state.status().equals("restarting") && end.isBefore(start)) {
            return Optional.of(end.plus(Duration.between(end, start).dividedBy(2)));
        }
        Instant earliest = (end.isBefore(start) ? end : start).minus(STARTING);
        return details.created().isBefore(earliest) ? Optional.of(earliest) : Optional.empty();
    }

    @Override
    public boolean polled() {
        Subscription followed = lines;
        return followed == null || followed.isDone();
    }

    @Override
    public void settle(Duration limit) {
        Subscription followed = lines;
        if (followed != null) {
            followed.await(limit);
        }
    }

    @Override
    public void close() {
        Subscription followed = lines;
        if (followed != null) {
            followed.close();
        }
    }
}
