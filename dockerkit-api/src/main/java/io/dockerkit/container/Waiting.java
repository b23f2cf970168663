package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.NotReadyException;
import io.dockerkit.Subscription;
import io.dockerkit.WaitTimeoutException;
import io.dockerkit.cli.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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

    private static final int TAIL = 20;
    private static final int KILLED = 137;
    private static final long CAUSE_MILLIS = 300;

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
        }
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
        return container
                .events()
                .event("die")
                .event("destroy")
                .event("health_status")
                .since(since)
                .subscribe(event -> news.release());
    }

    private boolean ready(Watch watch) {
        ContainerDetails details = container.inspect();
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
            throw ended(withCause(details));
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

    /** The engine may learn of the end before it learns that the kernel wanted memory. */
    private ContainerDetails withCause(ContainerDetails details) {
        ContainerState state = details.state();
        if (state.exitCode() != KILLED || state.oomKilled()) {
            return details;
        }
        try {
            // nothing counts it down: a pause that an interrupt ends
            boolean never = new CountDownLatch(1).await(CAUSE_MILLIS, TimeUnit.MILLISECONDS);
            assert !never;
            return container.inspect();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return details;
        } catch (DockerException gone) {
            return details;
        }
    }

    private NotReadyException ended(ContainerDetails details) {
        ContainerState state = details.state();
        String error = state.error().isEmpty() ? "" : " (" + state.error() + ")";
        return new NotReadyException(
                name(details)
                        + " is "
                        + state.status()
                        + " with exit code "
                        + state.exitCode()
                        + (state.oomKilled()
                                ? ", killed for want of memory: give it more with memory(…)"
                                : "")
                        + error
                        + " instead of becoming ready: "
                        + lastSeen(),
                sight.seen());
    }

    private String name(ContainerDetails details) {
        return "container " + details.name() + " (" + container.shortId() + ")";
    }

    private String lastSeen() {
        return "waited for " + condition + ", last seen: " + sight.seen() + logTail();
    }

    private String logTail() {
        try {
            Logs logs = container.logs().tail(TAIL).execute();
            String text = (logs.stdout() + logs.stderr()).strip();
            return text.isEmpty() ? "; it has written nothing" : "; the end of its logs:\n" + text;
        } catch (DockerException gone) {
            return "; its logs cannot be read: " + gone.getMessage();
        }
    }
}
