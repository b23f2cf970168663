package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineWords;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.CreateRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a new container in the foreground: wait, attach, start, read the output to its end, take the exit code. The
 * wait is under way before the start, so that no end is too quick for it, and with {@code --rm} it waits for the removal,
 * after which there would be nobody to ask.
 *
 * <p>The CLI attaches before it waits. But an engine never ends an attachment to a container that is removed before it was
 * started, and over ssh, where {@code docker system dial-stdio} can close only one half of its connection, that program
 * would stay. So nothing that may fail comes between the attachment and the start.
 *
 * <p>Not thread-safe.
 */
final class Run {
    static final String LIMIT_ADVICE =
            "send the output to a stream with stdoutTo(…) and stderrTo(…), or raise the limit with maxOutput(…)";

    private static final Duration TO_END = Duration.ofSeconds(10);

    private final Rest rest;
    private final Container container;
    private final CreateRequest request;
    private final String detachKeys;
    private final Deadline deadline;
    private final boolean tty;
    private final boolean stdin;
    private final boolean autoRemove;

    Run(
            Rest rest,
            UserSettings settings,
            Container container,
            CreateRequest request,
            Deadline deadline) {
        this.rest = rest;
        this.container = container;
        this.request = request;
        this.detachKeys = settings.detachKeys(request.detachKeys());
        this.deadline = deadline;
        this.tty = isTrue(request.body(), "Tty");
        this.stdin = isTrue(request.body(), "AttachStdin");
        this.autoRemove =
                request.body().get("HostConfig") instanceof Map<?, ?> host
                        && isTrue(host, "AutoRemove");
    }

    private static boolean isTrue(Map<?, ?> map, String field) {
        return Boolean.TRUE.equals(map.get(field));
    }

    /** Runs it to its end; one that cannot be run is removed again. */
    RunResult execute() {
        try (Answer waiting = openOrRemove(this::askToWait);
                Answer removal = askForRemoval();
                Answer attached = openOrRemove(this::askToAttach)) {
            Duplex streams = duplex(attached);
            start();
            return untilTheEnd(streams, waiting, removal);
        }
    }

    private void start() {
        try {
            Creation.startOrRemove(rest, container, request, deadline);
        } catch (DockerTimeoutException slow) {
            throw deadline.isOver() ? late(request, "", slow) : slow;
        }
    }

    private RunResult untilTheEnd(Duplex streams, Answer waiting, @Nullable Answer removal) {
        Capture capture = new Capture(request.streams());
        boolean ended = false;
        SignalRelay signals = null;
        try {
            signals = SignalRelay.to(container, request.sigProxy() && !tty);
            streams.deadline(deadline.left());
            waiting.deadline(deadline.left());
            capture.run(streams, stdin, tty, "container " + container.shortId());
            int code = exitCode(Call.readBody(waiting, "wait for " + container));
            ended = true;
            // the state tells until the removal; afterwards only events do, of which the engine
            // keeps few
            boolean outOfMemory = code == 137 && OutOfMemory.killed(rest, container.id(), deadline);
            if (removal != null) {
                removal.deadline(deadline.atMost(TO_END));
                Call.readBody(removal, "wait for the removal of " + container);
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
                            LIMIT_ADVICE);
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
     * let go of first, since newer engines wait with the end of a container for whoever is attached to take its output.
     */
    private void killQuietly(Duplex streams, Throwable because) {
        streams.close();
        AbandonedCall.cleanUp(rest.cleanUps(), because, this::end);
    }

    /** It has ended, and with {@code --rm} it is gone, when this returns; newer engines answer a kill before that. */
    private void end() {
        if (autoRemove) {
            container.remove(options -> options.force().volumes());
        } else {
            container.kill();
            container.awaitExit(TO_END);
        }
    }

    /** Starts it and hands its streams over. */
    Session attach() {
        byte[] keys = openOrRemove(() -> DetachKeys.bytes(detachKeys));
        Answer waiting = openOrRemove(this::askToWait);
        try {
            return start(waiting, openOrRemove(this::askToAttach), keys);
        } catch (RuntimeException | Error failed) {
            waiting.close();
            throw failed;
        }
    }

    private Session start(Answer waiting, Answer attached, byte[] keys) {
        try {
            Duplex streams = duplex(attached);
            start();
            return openOrRemove(
                    () ->
                            new EngineSession(
                                    streams,
                                    tty,
                                    stdin,
                                    container.id(),
                                    new ContainerEnd(container, waiting, rest),
                                    keys,
                                    request.streams().maxOutput()));
        } catch (RuntimeException | Error failed) {
            attached.close();
            throw failed;
        }
    }

    /** A step before or after the start; where it fails, the container is removed again. */
    private <T> T openOrRemove(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (DockerException failed) {
            Creation.removeQuietly(rest, container, failed);
            if (failed instanceof DockerTimeoutException slow && deadline.isOver()) {
                throw late(request, "", slow);
            }
            // podman makes a container ready to start when it is attached to
            throw failed instanceof EngineException refused
                            && refused.engineMessage().startsWith("preparing container ")
                    ? Creation.startFailure(refused, rest, request)
                    : failed;
        } catch (RuntimeException | Error failed) {
            Creation.removeQuietly(rest, container, failed);
            throw failed;
        }
    }

    private Answer askToAttach() {
        Call call =
                rest.post("containers", container.id(), "attach")
                        .query("stream", true)
                        .query("stdout", isTrue(request.body(), "AttachStdout"))
                        .query("stderr", isTrue(request.body(), "AttachStderr"))
                        .query("stdin", stdin);
        if (!detachKeys.isEmpty()) {
            call.query("detachKeys", detachKeys);
        }
        return call.to("attach to container " + container.shortId())
                .as(request.commandLine())
                .atMost(deadline.left())
                .upgrade(Duplex.TCP);
    }

    private Answer askToWait() {
        return ask(awaitsRemoval() ? WaitCondition.REMOVED : WaitCondition.NEXT_EXIT);
    }

    private Answer ask(WaitCondition condition) {
        return condition
                .addTo(rest.post("containers", container.id(), "wait"))
                .to("wait for container " + container.shortId())
                .as(request.commandLine())
                .atMost(deadline.left())
                .open();
    }

    /** Podman 4 answers a wait for the removal with the code 0, whatever the container ended with. */
    private boolean awaitsRemoval() {
        return autoRemove && !rest.isPodman();
    }

    /** Where the first wait is for the end alone, a second one tells when the container is gone. */
    private @Nullable Answer askForRemoval() {
        return autoRemove && !awaitsRemoval()
                ? openOrRemove(() -> ask(WaitCondition.REMOVED))
                : null;
    }

    private Duplex duplex(Answer attached) {
        return openOrRemove(
                () ->
                        attached.duplex()
                                .orElseThrow(
                                        () ->
                                                new DockerException(
                                                        "the engine did not hand over the streams of container "
                                                                + container.shortId())));
    }

    /** Reads the answer of a wait. */
    static int exitCode(JsonNode said) {
        String error = said.path("Error").path("Message").asText("");
        if (!error.isEmpty()) {
            String words = EngineWords.printable(error);
            throw new EngineException(
                    "cannot wait for the container's end: " + words, 0, words, null);
        }
        return Fields.exitCode(said, "StatusCode", "wait for the container's end");
    }
}
