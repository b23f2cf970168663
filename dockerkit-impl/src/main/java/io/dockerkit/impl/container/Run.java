package io.dockerkit.impl.container;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.rest.JsonAnswer;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.CreateRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run of a new container in the foreground: with its output read to the end and its exit code, or with its streams handed
 * over. A container that is not started is removed.
 *
 * <p>Not thread-safe.
 */
final class Run {
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final Rest rest;
    private final Container container;
    private final CreateRequest request;
    private final Deadline deadline;
    private final AttachedStart starting;

    Run(
            Rest rest,
            UserSettings settings,
            Container container,
            CreateRequest request,
            Deadline deadline) {
        this.rest = rest;
        this.container = container;
        this.request = request;
        this.deadline = deadline;
        this.starting = new AttachedStart(rest, settings, container, request, deadline);
    }

    /** Runs it to its end; one that cannot be run is removed again. */
    RunResult execute() {
        try (Answer waiting = starting.waitForEnd();
                Answer removal = starting.waitForRemoval();
                Answer attached = starting.attach()) {
            Duplex streams = starting.streams(attached);
            starting.start();
            return untilTheEnd(streams, waiting, removal);
        }
    }

    private RunResult untilTheEnd(Duplex streams, Answer waiting, @Nullable Answer removal) {
        Capture capture = new Capture(request.streams());
        boolean ended = false;
        SignalRelay signals = null;
        try {
            signals = SignalRelay.to(container, request.sigProxy() && !starting.hasTty());
            streams.deadline(deadline.left());
            waiting.deadline(deadline.left());
            capture.run(
                    streams,
                    starting.hasStdin(),
                    starting.hasTty(),
                    "container " + container.shortId());
            int code = new ContainerWait(rest, container.id()).exitCode(waiting);
            ended = true;
            // the state tells until the removal; afterwards only events do, of which the engine
            // keeps few
            boolean outOfMemory = code == 137 && OutOfMemory.killed(rest, container.id(), deadline);
            if (removal != null) {
                removal.deadline(deadline.atMost(TO_END));
                JsonAnswer.object(removal, "wait for the removal of " + container);
            }
            return new RunResult(
                    container.id(),
                    request.commandLine(),
                    code,
                    capture.stdout(),
                    capture.stderr(),
                    outOfMemory,
                    container.warnings());
        } catch (DockerTimeoutException slow) {
            killQuietly(streams, slow);
            throw deadline.limit() == null
                    ? slow
                    : late(
                            request,
                            "; container "
                                    + container.shortId()
                                    + " was killed; its output ends: "
                                    + capture.tail(),
                            slow);
        } catch (Capture.Full full) {
            OutputLimitException tooMuch =
                    capture.tooMuch(
                            request.commandLine(),
                            "; container " + container.shortId() + " was killed",
                            Capture.LIMIT_ADVICE);
            killQuietly(streams, tooMuch);
            throw tooMuch;
        } catch (IOException e) {
            killQuietly(streams, e);
            throw new UncheckedIOException(
                    "the output of "
                            + request.commandLine()
                            + " could not be written; container "
                            + container.shortId()
                            + " was killed: "
                            + e.getMessage(),
                    e);
        } catch (RuntimeException | Error failed) {
            if (!ended) {
                killQuietly(streams, failed);
            }
            throw failed;
        } finally {
            if (signals != null) {
                signals.close();
            }
        }
    }

    /** Returns the error of a run whose time is over; what the engine was asked last is its cause. */
    static DockerTimeoutException late(
            CreateRequest request, String more, DockerTimeoutException slow) {
        Duration limit = request.timeout();
        return new DockerTimeoutException(
                request.commandLine()
                        + " had not ended after "
                        + (limit == null ? "its time" : Checks.human(limit))
                        + (more.isEmpty() ? ": " + slow.getMessage() : more),
                slow);
    }

    /**
     * A foreground run belongs to its caller: when the caller gives up, it ends, as on ctrl-C at a shell. Its streams are
     * closed first, since newer engines end a container only when those who are attached have taken its output.
     */
    private void killQuietly(Duplex streams, Throwable because) {
        streams.close();
        AbandonedCall.cleanUp(rest.cleanUps(), because, this::end);
    }

    /** It has ended, and with {@code --rm} it is gone, when this returns; newer engines answer a kill before that. */
    private void end() {
        if (starting.isAutoRemove()) {
            container.remove(options -> options.force().volumes());
        } else {
            container.kill();
            container.awaitExit(TO_END);
        }
    }

    /** Starts it and hands its streams over. */
    Session attach() {
        byte[] keys = starting.detachKeys();
        Answer waiting = starting.waitForEnd();
        try {
            return start(waiting, starting.attach(), keys);
        } catch (RuntimeException | Error failed) {
            waiting.close();
            throw failed;
        }
    }

    private Session start(Answer waiting, Answer attached, byte[] keys) {
        try {
            Duplex streams = starting.streams(attached);
            starting.start();
            return starting.orRemove(
                    () ->
                            new EngineSession(
                                    streams,
                                    starting.hasTty(),
                                    starting.hasStdin(),
                                    container.id(),
                                    new ContainerEnd(container, waiting, rest),
                                    keys,
                                    request.streams().maxOutput()));
        } catch (RuntimeException | Error failed) {
            attached.close();
            throw failed;
        }
    }
}
