package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.WaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What makes a container ready, and how long that may take. For {@link Container#waitFor}.
 *
 * <pre>{@code
 * container.waitFor(Wait.http(8080, "/login").timeout(Duration.ofMinutes(2)));
 * }</pre>
 *
 * <p>Waiting ends early when the container ends. Immutable and thread-safe; each option returns a new wait.
 */
public final class Wait {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);

    private final Probe probe;
    private final Duration timeout;
    private final Duration interval;

    private Wait(Probe probe, Duration timeout, Duration interval) {
        this.probe = probe;
        this.timeout = timeout;
        this.interval = interval;
    }

    private static Wait until(Probe probe) {
        return new Wait(probe, DEFAULT_TIMEOUT, DEFAULT_INTERVAL);
    }

    /**
     * Waits until {@code GET path} on a published TCP port answers with a status from 200 to 399.
     *
     * @param containerPort the port in the container; it must be published
     * @param path the path, beginning with {@code /}
     */
    public static Wait http(int containerPort, String path) {
        if (!path.startsWith("/")) {
            throw new InvalidOptionException("path", path, "the path must begin with \"/\"");
        }
        return until(Probe.http(Port.tcp(containerPort), path));
    }

    /** Waits until a published TCP port accepts a connection and keeps it for a moment. */
    public static Wait port(int containerPort) {
        return until(Probe.port(Port.tcp(containerPort)));
    }

    /** Waits until the container's health check says {@code healthy}. */
    public static Wait healthy() {
        return until(Probe.healthy());
    }

    /** Waits until the container has written this text to standard output or standard error. */
    public static Wait log(String text) {
        return until(Probe.log(text));
    }

    /**
     * Sets how long to wait; 60 s unless set.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public Wait timeout(Duration limit) {
        return new Wait(probe, positive("timeout", limit), interval);
    }

    /**
     * Sets the pause between two looks; 100 ms unless set.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public Wait interval(Duration pause) {
        return new Wait(probe, timeout, positive("interval", pause));
    }

    private static Duration positive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new InvalidOptionException(name, time.toString(), "the time must be positive");
        }
        return time;
    }

    void await(Container container) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            ContainerDetails details = container.inspect();
            if (!details.state().running()) {
                throw ended(container, details);
            }
            String seen = probe.look(container, details);
            if (seen.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new WaitTimeoutException(
                        "container "
                                + details.name()
                                + " ("
                                + container.shortId()
                                + ") was not ready after "
                                + timeout.toMillis() / 1000.0
                                + " s: waited for "
                                + probe
                                + ", last seen: "
                                + seen
                                + logTail(container));
            }
            pause();
        }
    }

    private WaitTimeoutException ended(Container container, ContainerDetails details) {
        ContainerState state = details.state();
        return new WaitTimeoutException(
                "container "
                        + details.name()
                        + " ("
                        + container.shortId()
                        + ") is "
                        + state.status()
                        + " with exit code "
                        + state.exitCode()
                        + (state.oomKilled() ? ", out of memory" : "")
                        + " instead of becoming ready: waited for "
                        + probe
                        + logTail(container));
    }

    private static String logTail(Container container) {
        try {
            Logs logs = container.logs().tail(20).execute();
            String text = (logs.stdout() + logs.stderr()).strip();
            return text.isEmpty() ? "; it has written nothing" : "; the end of its logs:\n" + text;
        } catch (DockerException gone) {
            return "; its logs cannot be read: " + gone.getMessage();
        }
    }

    private void pause() {
        try {
            // nothing counts it down: a pause that an interrupt ends
            new CountDownLatch(1).await(interval.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while waiting for " + probe, interrupted);
        }
    }

    /** Returns what is waited for, and how long. */
    @Override
    public String toString() {
        return probe + " within " + timeout;
    }
}
