package io.dockerkit.impl.wait;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.spi.Readiness;
import java.io.IOException;
import java.time.Duration;

/** Answers a condition by one look at a container; nothing is kept from look to look. Thread-safe. */
interface Probe {
    /** The longest that a probe waits for a connection, or for the next bytes of a response. */
    Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    /** How many characters of a container's own words a message shows. */
    int SHOWN = 300;

    /** Returns the probe of a condition that one look answers. */
    static Probe of(Readiness condition) {
        if (condition instanceof Readiness.PortOpen port) {
            return new PortProbe(port.port());
        }
        if (condition instanceof Readiness.HttpAnswer http) {
            return new HttpProbe(http.port(), http.path(), http.expected());
        }
        if (condition instanceof Readiness.CommandSucceeds exec) {
            return new ExecProbe(exec.command());
        }
        if (condition instanceof Readiness.Healthy) {
            return new HealthProbe();
        }
        if (condition instanceof Readiness.Exited exited) {
            return new ExitProbe(exited.code());
        }
        if (condition instanceof Readiness.Satisfies own) {
            return (container, details, left) ->
                    own.ready().test(container)
                            ? Observation.READY
                            : Observation.notYet("it is not so yet");
        }
        throw new IllegalArgumentException("no probe answers " + condition);
    }

    /**
     * Looks once.
     *
     * @param details what the engine says of the container now
     * @param left how long the wait may still take
     */
    Observation look(Container container, ContainerDetails details, Duration left)
            throws IOException;

    /** Returns whether no event of the engine reports a change. */
    default boolean polled() {
        return true;
    }

    /** Returns the time-out of one step of a probe, in milliseconds. */
    static int millis(Duration left) {
        Duration limit = left.compareTo(LONGEST_CONNECT) < 0 ? left : LONGEST_CONNECT;
        return Math.max(1, (int) limit.toMillis());
    }

    /** Returns whether the end of the wait leaves a look less time than it would have. */
    static boolean isCutShort(Duration left) {
        return left.compareTo(LONGEST_CONNECT) < 0;
    }

    /** Returns what a command wrote, as the end of a sentence about its exit code. */
    static String saying(String output) {
        String text = output.strip();
        return text.isEmpty()
                ? " and wrote nothing"
                : ", saying: " + text.substring(0, Math.min(SHOWN, text.length()));
    }
}
