package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of an exec. The engine closes the streams a moment before it knows the exit code. Thread-safe. */
final class ExecEnd implements ProcessEnd {
    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    /** Engines set the two fields one after the other; one that never sets the second has lost the process. */
    static final Duration TO_KNOW_THE_CODE = Duration.ofSeconds(5);

    private final Rest rest;
    private final String execId;
    private final String what;
    private final Duration toKnowTheCode;
    private final CountDownLatch closed = new CountDownLatch(1);

    ExecEnd(Rest rest, String execId, String what) {
        this(rest, execId, what, TO_KNOW_THE_CODE);
    }

    /** Waits this long for an exit code that the engine does not know. */
    ExecEnd(Rest rest, String execId, String what, Duration toKnowTheCode) {
        this.rest = rest;
        this.execId = execId;
        this.what = what;
        this.toKnowTheCode = toKnowTheCode;
    }

    @Override
    public int await(@Nullable Duration limit) {
        Deadline deadline = Deadline.in(limit);
        @Nullable Deadline forTheCode = null;
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            JsonNode said =
                    rest.get("exec", execId, "json")
                            .to("inspect " + what)
                            .atMost(deadline.left())
                            .read();
            JsonNode code = said.path("ExitCode");
            if (!said.path("Running").isBoolean()) {
                throw Fields.missing("inspect " + what, "Running");
            }
            if (!said.path("Running").asBoolean()) {
                if (!code.isNull() && !code.isMissingNode()) {
                    return Fields.exitCode(said, "ExitCode", "inspect " + what);
                }
                forTheCode = forTheCode == null ? Deadline.in(toKnowTheCode) : forTheCode;
                if (forTheCode.isOver()) {
                    throw new DockerException(
                            what
                                    + " has ended, but the engine does not know its exit code "
                                    + Checks.human(toKnowTheCode)
                                    + " later; the engine's log may say why");
                }
            }
            if (limit != null && deadline.isOver()) {
                throw new DockerTimeoutException(
                        what
                                + " closed its output but was still running after "
                                + Checks.human(limit),
                        null);
            }
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private void pause(long millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new DockerException(
                        "the session was closed while waiting for the exit code of " + what);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while waiting for " + what, interrupted);
        }
    }

    @Override
    public void resize(int rows, int columns) {
        rest.post("exec", execId, "resize")
                .query("h", String.valueOf(rows))
                .query("w", String.valueOf(columns))
                .to("resize the terminal of " + what)
                .status();
    }

    @Override
    public void close() {
        // the engine forgets an exec by itself; only who waits is to be told
        closed.countDown();
    }
}
