package io.dockerkit.impl.wait;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.Json;
import io.dockerkit.NotReadyException;
import io.dockerkit.Subscription;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.spi.Readiness;
import io.dockerkit.spi.WaitRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One wait under way. The engine's events report when the container ends or its health changes; what the engine has no
 * event for is looked at again and again, soon at first and then at the interval. Used by one thread.
 */
public final class Waiting {
    /** Even where events report changes: one may get lost when a connection breaks. */
    private static final Duration IN_CASE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** The clocks of the engine's host and of this one may differ; an event that is told twice does no harm. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

    /** A last look gets this much time, also when the wait is over. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    private static final Duration HARDLY_ANY = Duration.ofMillis(50);

    private final Container container;
    private final Predicate<ContainerDetails.State> outOfMemory;
    private final Readiness condition;
    private final Duration timeout;
    private final Duration interval;
    private final Semaphore changes = new Semaphore(0);
    private final long began = System.nanoTime();

    /** How the last run ended, by the engine's event; empty if it has sent none. */
    private volatile String lastExitCode = "";

    /** What the last look showed. */
    private Observation last = Observation.notYet("nothing yet");

    private Waiting(
            Container container,
            WaitRequest request,
            Predicate<ContainerDetails.State> outOfMemory) {
        this.container = container;
        this.outOfMemory = outOfMemory;
        this.condition = request.condition();
        this.timeout = request.timeout();
        this.interval = request.interval();
    }

    /**
     * Waits until a container is ready.
     *
     * @param outOfMemory says whether a container in this state was killed because it was out of memory
     * @throws NotReadyException.TimedOut if it is not ready in time
     * @throws NotReadyException if it exits instead, or cannot become ready
     */
    public static void until(
            Container container,
            WaitRequest request,
            Predicate<ContainerDetails.State> outOfMemory) {
        new Waiting(container, request, outOfMemory).run();
    }

    private void run() {
        Instant since = Instant.now().minus(CLOCKS_DIFFER);
        try (Watch watch = Watch.of(condition, container, changes::release)) {
            // what is so already needs no events
            if (!ready(watch)) {
                await(watch, since);
            }
        } catch (DockerTimeoutException hangs) {
            // an engine that hangs does not make the wait longer
            if (left().compareTo(HARDLY_ANY) > 0) {
                throw hangs;
            }
            throw new NotReadyException.TimedOut(
                    "container "
                            + container.shortId()
                            + " was not ready after "
                            + Checks.human(timeout)
                            + ": waited for "
                            + condition
                            + ", last seen: "
                            + last.seen()
                            + "; the engine does not answer: "
                            + hangs.getMessage(),
                    last.seen());
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
                .subscribe(
                        event -> {
                            if (event.action().equals("die")) {
                                lastExitCode = event.attribute("exitCode");
                            }
                            changes.release();
                        });
    }

    private boolean ready(Watch watch) {
        ContainerDetails details = hurried().inspect();
        boolean late = left().isZero();
        // a try that had no time would only hide what the last one showed
        if (!late || !watch.polled()) {
            last = watch.look(details, left());
        }
        boolean over = !details.state().running() && !details.state().status().equals("restarting");
        if (over && last.is(Observation.Kind.NOT_YET)) {
            watch.settle(SETTLING);
            last = watch.look(details, left());
        }
        if (last.is(Observation.Kind.READY)) {
            return true;
        }
        if (over) {
            throw ended(details);
        }
        if (last.is(Observation.Kind.NEVER)) {
            throw new NotReadyException(
                    name(details) + " cannot become ready: " + lastSeen(details), last.seen());
        }
        if (late) {
            throw new NotReadyException.TimedOut(
                    name(details)
                            + " was not ready after "
                            + Checks.human(timeout)
                            + ": "
                            + lastSeen(details),
                    last.seen());
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
            if (changes.tryAcquire(shorter(pause, left()).toNanos(), TimeUnit.NANOSECONDS)) {
                changes.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while waiting for " + condition, interrupted);
        }
    }

    private NotReadyException ended(ContainerDetails details) {
        ContainerDetails.State state = details.state();
        String error = state.error().map(why -> " (" + EngineWords.printable(why) + ")").orElse("");
        return new NotReadyException(
                name(details)
                        + (state.startedAt().isEmpty()
                                ? " is " + state.status() + " and was never started"
                                : " exited with code " + state.exitCode())
                        + (outOfMemory.test(state)
                                ? ", killed: out of memory (memory(…) sets a higher limit),"
                                : "")
                        + error
                        + " before becoming ready: "
                        + lastSeen(details),
                last.seen());
    }

    private String name(ContainerDetails details) {
        return "container "
                + EngineWords.printable(details.name())
                + " ("
                + container.shortId()
                + ")";
    }

    private String lastSeen(ContainerDetails details) {
        return "waited for "
                + condition
                + ", last seen: "
                + last.seen()
                + restarts(details)
                + LogTail.of(container);
    }

    /** Returns what the container's restart policy has done; nothing if it has not restarted it. */
    private String restarts(ContainerDetails details) {
        Json count = details.at("/RestartCount");
        if (!count.exists() || count.number() == 0) {
            return "";
        }
        ContainerDetails.State state = details.state();
        String code =
                state.status().equals("restarting")
                        ? String.valueOf(state.exitCode())
                        : lastExitCode;
        return "; its restart policy has restarted it "
                + (count.number() == 1 ? "once" : count.number() + " times")
                + (state.running() && !code.isEmpty()
                        ? ", its last run exited with code " + code
                        : "");
    }
}
