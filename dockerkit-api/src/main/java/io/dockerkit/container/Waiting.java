package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotReadyException;
import io.dockerkit.Subscription;
import io.dockerkit.WaitTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.engine.EngineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One wait under way. The engine's events tell when the container ends or its health changes; what the engine has no
 * event for is looked at again and again, soon at first and then at the interval. Used by one thread.
 */
final class Waiting {
    /** Even where events tell: one may get lost when a connection breaks. */
    private static final Duration IN_CASE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** The clocks of the engine's host and of this one may differ; an event that is told twice does no harm. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

    /** A last look gets this much time, also when the wait is over. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    private static final Duration HARDLY_ANY = Duration.ofMillis(50);
    private static final Duration TO_READ_LOGS = Duration.ofSeconds(5);
    private static final int TAIL = 20;
    private static final int LONGEST_LINE = 1000;
    private static final int KILLED = 137;
    private static final long CAUSE_MILLIS = 500;

    private final Container container;
    private final Condition condition;
    private final Duration timeout;
    private final Duration interval;
    private final Semaphore news = new Semaphore(0);
    private final long began = System.nanoTime();

    /** What the last look showed. */
    private Sight sight = Sight.notYet("nothing yet");

    Waiting(Container container, Condition condition, Duration timeout, Duration interval) {
        this.container = container;
        this.condition = condition;
        this.timeout = timeout;
        this.interval = interval;
    }

    void run() {
        Instant since = Instant.now().minus(CLOCKS_DIFFER);
        try (Watch watch = condition.watch(container, news::release)) {
            // what is so already needs no events
            if (!ready(watch)) {
                await(watch, since);
            }
        } catch (DockerTimeoutException hangs) {
            // an engine that hangs does not make the wait longer
            if (left().compareTo(HARDLY_ANY) > 0) {
                throw hangs;
            }
            throw new WaitTimeoutException(
                    "container "
                            + container.shortId()
                            + " was not ready after "
                            + Checks.human(timeout)
                            + ": waited for "
                            + condition
                            + ", last seen: "
                            + sight.seen()
                            + "; the engine does not answer: "
                            + hangs.getMessage(),
                    sight.seen());
        }
    }

    /** Returns the container for a call that must not last longer than the wait. */
    private Container hurried() {
        return hurried(container, left());
    }

    /** Returns the container for a call of which the wait gives as much time as is left. */
    static Container hurried(Container container, Duration left) {
        return container.withTimeout(left.compareTo(LEAST) < 0 ? LEAST : left);
    }

    private void await(Watch watch, Instant since) {
        try (Subscription events = subscribe(since)) {
            Duration pause = FIRST_PAUSE;
            while (!ready(watch)) {
                boolean poll = watch.polled() || events.isDone();
                await(poll ? pause : IN_CASE);
                pause = shorter(pause.multipliedBy(2), interval);
            }
        }
    }

    private Subscription subscribe(Instant since) {
        return hurried()
                .events()
                .event("die")
                .event("destroy")
                .event("health_status")
                .since(since)
                .subscribe(event -> news.release());
    }

    private boolean ready(Watch watch) {
        ContainerDetails details = hurried().inspect();
        boolean late = left().isZero();
        // a try that had no time would only hide what the last one showed
        if (!late || !watch.polled()) {
            sight = watch.look(details, left());
        }
        boolean over = !details.state().running() && !details.state().status().equals("restarting");
        if (over && sight.is(Sight.Kind.NOT_YET)) {
            watch.settle(SETTLING);
            sight = watch.look(details, left());
        }
        if (sight.is(Sight.Kind.READY)) {
            return true;
        }
        if (over) {
            throw ended(details);
        }
        if (sight.is(Sight.Kind.NEVER)) {
            throw new NotReadyException(
                    name(details) + " cannot become ready: " + lastSeen(), sight.seen());
        }
        if (late) {
            throw new WaitTimeoutException(
                    name(details)
                            + " was not ready after "
                            + Checks.human(timeout)
                            + ": "
                            + lastSeen(),
                    sight.seen());
        }
        return false;
    }

    private Duration left() {
        Duration left = timeout.minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void await(Duration pause) {
        try {
            if (news.tryAcquire(shorter(pause, left()).toNanos(), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while waiting for " + condition, interrupted);
        }
    }

    /**
     * The engine may learn of the end before it learns of the missing memory. Engine 20.10 leaves the state as it is then, and
     * has an event alone.
     */
    private boolean wasOutOfMemory(ContainerState state) {
        Instant end = state.finishedAt().orElse(null);
        if (state.oomKilled() || state.exitCode() != KILLED || end == null) {
            return state.oomKilled();
        }
        try (Stream<EngineEvent> events =
                container
                        .withTimeout(TO_READ_LOGS)
                        .events()
                        .event("oom")
                        .since(state.startedAt().orElse(end))
                        .until(end.plusMillis(CAUSE_MILLIS))
                        .stream()) {
            return events.findAny().isPresent();
        } catch (DockerException unknown) {
            return false;
        }
    }

    private NotReadyException ended(ContainerDetails details) {
        ContainerState state = details.state();
        String error = state.error().isEmpty() ? "" : " (" + state.error() + ")";
        return new NotReadyException(
                name(details)
                        + (state.startedAt().isEmpty()
                                ? " is " + state.status() + " and was never started"
                                : " exited with code " + state.exitCode())
                        + (wasOutOfMemory(state)
                                ? ", killed: out of memory (memory(…) sets a higher limit),"
                                : "")
                        + error
                        + " before becoming ready: "
                        + lastSeen(),
                sight.seen());
    }

    private String name(ContainerDetails details) {
        return "container " + details.name() + " (" + container.shortId() + ")";
    }

    private String lastSeen() {
        return "waited for " + condition + ", last seen: " + sight.seen() + logTail();
    }

    /** The last lines, each cut to a length that can be read; a container decides how much it writes. */
    private String logTail() {
        long until = System.nanoTime() + TO_READ_LOGS.toNanos();
        Deque<String> last = new ArrayDeque<>();
        try (Stream<LogLine> lines =
                container.withTimeout(TO_READ_LOGS).logs().tail(TAIL).lines()) {
            lines.takeWhile(line -> System.nanoTime() - until < 0)
                    .forEach(
                            line -> {
                                last.add(shortened(line.text()));
                                if (last.size() > TAIL) {
                                    last.remove();
                                }
                            });
        } catch (DockerException gone) {
            return "; its logs cannot be read: " + gone.getMessage();
        }
        String text = String.join("\n", last).strip();
        return text.isEmpty() ? "; it has written nothing" : "; the end of its logs:\n" + text;
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : "…" + line.substring(line.length() - LONGEST_LINE);
    }
}
