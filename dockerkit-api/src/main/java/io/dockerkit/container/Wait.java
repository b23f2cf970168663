package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.spi.HttpExpectation;
import io.dockerkit.spi.Readiness;
import io.dockerkit.spi.WaitRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The condition under which a container is ready, and how long to wait for it. For {@link Container#waitFor} and
 * {@link DetachedSpec#waitFor}.
 *
 * <pre>{@code
 * container.waitFor(Wait.http(8080, "/login").timeout(Duration.ofMinutes(2)));
 * container.waitFor(Wait.all(Wait.port(5432), Wait.log("ready to accept connections", 2)));
 * }</pre>
 *
 * <p>There are two ways to wait for a container. {@code waitFor(Wait)} waits until it is <i>ready</i>, and returns it: as a call
 * on a handle, or as an option of a detached run, whose {@code start()} then waits. {@code awaitExit()}, {@code
 * awaitNextExit()} and {@code awaitRemoval()} wait for its <i>end</i>, as {@code docker wait} does, and return the exit code.
 *
 * <p>A wait always ends: after its time-out, 60 s unless set, with a {@link io.dockerkit.NotReadyException.TimedOut}; and
 * immediately if the container exits instead, with a {@link io.dockerkit.NotReadyException} that has the exit code and the
 * end of its logs. Exits, health and logs are followed on the engine; ports, HTTP and commands are polled.
 *
 * <p>While a restart policy restarts the container, the wait goes on, because each run may be the one that becomes ready. If
 * none does, the message says how often it was restarted and how its last run ended. The wait ends earlier if the policy has
 * a limit: after {@code --restart on-failure:3} the container stays down, which is an exit.
 *
 * <p>Immutable and thread-safe; each option returns a new wait.
 */
@CheckReturnValue
public final class Wait {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);

    private final WaitRequest request;

    private Wait(Readiness condition, Duration timeout, Duration interval) {
        this.request = new WaitRequest(condition, timeout, interval);
    }

    private static Wait until(Readiness condition) {
        return new Wait(condition, DEFAULT_TIMEOUT, DEFAULT_INTERVAL);
    }

    /**
     * Waits until {@code GET path} on a published TCP port answers with a status from 200 to 399.
     *
     * @param containerPort the port in the container; it must be published
     * @param path the path, beginning with {@code /}
     * @throws InvalidOptionException if the path does not begin with {@code /}, or the port is not from 1 to 65535
     */
    public static Wait http(int containerPort, String path) {
        return http(containerPort, path, options -> options);
    }

    /**
     * Waits until {@code GET path} on a published TCP port has the given response:
     * {@code Wait.http(8080, "/health", options -> options.status(200).body("UP"))}.
     */
    public static Wait http(int containerPort, String path, UnaryOperator<HttpCheck> options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        if (!path.startsWith("/")) {
            throw new InvalidOptionException("path", path, "the path must begin with \"/\"");
        }
        return until(
                new Readiness.HttpAnswer(
                        Port.tcp(containerPort), path, options.apply(HttpCheck.ANY).expected()));
    }

    /** Waits until a published TCP port accepts a connection and keeps it open for a moment. */
    public static Wait port(int containerPort) {
        return until(new Readiness.PortOpen(Port.tcp(containerPort)));
    }

    /**
     * Waits until the container's health check says {@code healthy}. If the container has no health check, the wait throws
     * {@link IllegalStateException}.
     */
    public static Wait healthy() {
        return until(new Readiness.Healthy());
    }

    /**
     * Waits until the container has written a line with this text to standard output or standard error. Only lines since
     * its last start count.
     */
    public static Wait log(String text) {
        return log(text, 1);
    }

    /**
     * Waits until the container has written this number of lines with the text since its last start, including lines before
     * the wait. Some servers start twice and report twice that they are ready.
     *
     * @throws InvalidOptionException if the number is not positive
     */
    public static Wait log(String text, int times) {
        Checks.text("text", "text", text);
        return until(new Readiness.LogText(text, check(times)));
    }

    /** Waits until the container has written this number of lines that match the expression. */
    public static Wait log(Pattern expression, int times) {
        Objects.requireNonNull(expression, "expression");
        return until(new Readiness.LogPattern(expression, check(times)));
    }

    private static int check(int times) {
        return (int) Checks.between("times", times, 1, Integer.MAX_VALUE);
    }

    /**
     * Waits until this command, run in the container as {@code docker exec} does, ends with exit code 0. If the container
     * does not have the program, the wait ends immediately.
     */
    public static Wait exec(String... command) {
        List<String> words = Checks.elements("command", command);
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw new InvalidOptionException(
                    "command", "", "accepted form: a program and its arguments");
        }
        return until(new Readiness.CommandSucceeds(words));
    }

    /** Waits until the container has exited with this exit code; another exit code ends the wait immediately. */
    public static Wait exit(int code) {
        return until(new Readiness.Exited(code));
    }

    /** Waits until all of these conditions have been true, in any order; their own time-outs and intervals are ignored. */
    public static Wait all(Wait... waits) {
        return until(new Readiness.All(conditions(waits)));
    }

    /** Waits until one of these conditions is true; their own time-outs and intervals are ignored. */
    public static Wait any(Wait... waits) {
        return until(new Readiness.Any(conditions(waits)));
    }

    private static List<Readiness> conditions(Wait... waits) {
        List<Wait> all = Checks.elements("waits", waits);
        if (all.isEmpty()) {
            throw new InvalidOptionException("waits", "", "accepted form: at least one wait");
        }
        return all.stream().map(wait -> wait.request.condition()).toList();
    }

    /**
     * Waits until the predicate is true; it is polled in the waiting thread.
     *
     * @param what a description of the condition for messages: {@code "the first order"}
     * @param ready the condition; an exception from it ends the wait
     */
    public static Wait until(String what, Predicate<? super Container> ready) {
        return until(
                new Readiness.Satisfies(
                        Checks.text("what", "what", what), Objects.requireNonNull(ready, "ready")));
    }

    /**
     * Sets how long to wait; 60 s unless set.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public Wait timeout(Duration limit) {
        return new Wait(
                request.condition(),
                Checks.positive("timeout", Objects.requireNonNull(limit, "limit")),
                request.interval());
    }

    /**
     * Sets the longest pause between two polls; 100 ms unless set. The first pauses are shorter.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public Wait interval(Duration pause) {
        return new Wait(
                request.condition(),
                request.timeout(),
                Checks.positive("interval", Objects.requireNonNull(pause, "pause")));
    }

    /**
     * Returns what it asks for; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public WaitRequest request() {
        return request;
    }

    /** Two waits are equal if they ask for the same; predicates are equal if they are the same object. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Wait that && request.equals(that.request);
    }

    @Override
    public int hashCode() {
        return request.hashCode();
    }

    /** Returns the condition and the time-out. */
    @Override
    public String toString() {
        return request.condition() + " within " + Checks.human(request.timeout());
    }

    /**
     * What a response by HTTP must be like for {@link Wait#http(int, String, java.util.function.UnaryOperator)}: a status from
     * 200 to 399 and any body, unless more is asked for. Redirects are not followed.
     *
     * <p>Immutable and thread-safe; each option returns a new check.
     */
    @CheckReturnValue
    public static final class HttpCheck {
        static final HttpCheck ANY = new HttpCheck(new HttpExpectation(0, "", Map.of()));

        private final HttpExpectation expected;

        private HttpCheck(HttpExpectation expected) {
            this.expected = expected;
        }

        /**
         * Accepts only this status.
         *
         * @throws InvalidOptionException if it is not from 100 to 599
         */
        public HttpCheck status(int wanted) {
            Checks.between("status", wanted, 100, 599);
            return new HttpCheck(new HttpExpectation(wanted, expected.body(), expected.headers()));
        }

        /** Requires this text somewhere in the first MiB of the body, read as UTF-8. */
        public HttpCheck body(String text) {
            return new HttpCheck(
                    new HttpExpectation(
                            expected.status(),
                            Checks.text("body", "text", text),
                            expected.headers()));
        }

        /** Sends this header with the request, {@code Authorization} for instance. */
        public HttpCheck header(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(expected.headers());
            more.put(Checks.text("header", "name", name), Objects.requireNonNull(value, "value"));
            return new HttpCheck(new HttpExpectation(expected.status(), expected.body(), more));
        }

        HttpExpectation expected() {
            return expected;
        }

        /** Two checks are equal if they ask for the same. */
        @Override
        public boolean equals(Object other) {
            return other instanceof HttpCheck that && expected.equals(that.expected);
        }

        @Override
        public int hashCode() {
            return expected.hashCode();
        }

        /** Returns what is asked for; the values of headers, which may be secret, are not shown. */
        @Override
        public String toString() {
            return expected.toString();
        }
    }
}
