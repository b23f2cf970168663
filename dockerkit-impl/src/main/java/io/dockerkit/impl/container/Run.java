package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.container.Container;
import io.dockerkit.container.CreateRequest;
import io.dockerkit.container.RunResult;
import io.dockerkit.container.Session;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineWords;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
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
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final Rest rest;
    private final Container container;
    private final CreateRequest request;
    private final boolean tty;
    private final boolean stdin;
    private final boolean autoRemove;

    Run(Rest rest, Container container, CreateRequest request) {
        this.rest = rest;
        this.container = container;
        this.request = request;
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
        long start = System.nanoTime();
        try (Answer waiting = openOrRemove(this::askToWait);
                Answer removal = askForRemoval();
                Answer attached = openOrRemove(this::askToAttach)) {
            Duplex streams = duplex(attached);
            Creation.startOrRemove(rest, container, request);
            return untilTheEnd(streams, waiting, removal, left(start));
        }
    }

    private @Nullable Duration left(long start) {
        Duration timeout = request.timeout();
        return timeout == null ? null : timeout.minusNanos(System.nanoTime() - start);
    }

    private RunResult untilTheEnd(
            Duplex streams, Answer waiting, @Nullable Answer removal, @Nullable Duration left) {
        Capture capture = new Capture(request.streams());
        streams.deadline(left);
        waiting.deadline(left);
        boolean ended = false;
        SignalRelay signals = SignalRelay.to(container, request.sigProxy() && !tty);
        try (signals) {
            capture.run(streams, stdin, tty, "container " + container.shortId());
            int code = exitCode(Call.readBody(waiting, "wait for " + container));
            ended = true;
            if (removal != null) {
                removal.deadline(TO_END);
                Call.readBody(removal, "wait for the removal of " + container);
            }
            return new RunResult(
                    container.id(),
                    request.commandLine(),
                    code,
                    capture.stdout(),
                    capture.stderr(),
                    code == 137 && OutOfMemory.killed(rest, container.id()));
        } catch (DockerTimeoutException late) {
            killQuietly(streams, late);
            if (request.timeout() == null) {
                throw late;
            }
            throw new DockerTimeoutException(
                    request.commandLine()
                            + " had not ended after "
                            + request.timeout()
                            + "; container "
                            + container.shortId()
                            + " was killed; its output ends: "
                            + capture.tail(),
                    late);
        } catch (IOException e) {
            killQuietly(streams, e);
            throw new UncheckedIOException(
                    "the output of "
                            + request.commandLine()
                            + " could not be handed on; container "
                            + container.shortId()
                            + " was killed: "
                            + e.getMessage(),
                    e);
        } catch (RuntimeException | Error failed) {
            if (!ended) {
                killQuietly(streams, failed);
            }
            throw failed;
        }
    }

    /**
     * A foreground run belongs to its caller: when the caller gives up, it ends, as on ctrl-C at a shell. Its streams are
     * let go of first, since newer engines wait with the end of a container for whoever is attached to take its output.
     */
    private void killQuietly(Duplex streams, Throwable because) {
        streams.close();
        GivenUp.cleanUp(because, this::end);
    }

    /** It has ended, and with {@code --rm} it is gone, when this returns; newer engines answer a kill before that. */
    private void end() {
        if (autoRemove) {
            container.remove(how -> how.force().volumes());
        } else {
            container.kill();
            container.awaitExit(TO_END);
        }
    }

    /** Starts it and hands its streams over. */
    Session attach() {
        Answer waiting = openOrRemove(this::askToWait);
        try {
            return start(waiting, openOrRemove(this::askToAttach));
        } catch (RuntimeException failed) {
            waiting.close();
            throw failed;
        }
    }

    private Session start(Answer waiting, Answer attached) {
        try {
            Duplex streams = duplex(attached);
            Creation.startOrRemove(rest, container, request);
            return new EngineSession(
                    streams,
                    tty,
                    stdin,
                    container.id(),
                    new ContainerEnd(container, waiting, rest),
                    DetachKeys.bytes(request.detachKeys()));
        } catch (RuntimeException failed) {
            attached.close();
            throw failed;
        }
    }

    private Answer openOrRemove(Supplier<Answer> opening) {
        try {
            return opening.get();
        } catch (DockerException failed) {
            Creation.removeQuietly(container, failed);
            // podman makes a container ready to start when it is attached to
            throw failed instanceof EngineException refused
                            && refused.engineMessage().startsWith("preparing container ")
                    ? Creation.startFailure(refused, rest, request)
                    : failed;
        }
    }

    private Answer askToAttach() {
        Call call =
                rest.post("containers", container.id(), "attach")
                        .query("stream", true)
                        .query("stdout", isTrue(request.body(), "AttachStdout"))
                        .query("stderr", isTrue(request.body(), "AttachStderr"))
                        .query("stdin", stdin);
        if (!request.detachKeys().isEmpty()) {
            call.query("detachKeys", request.detachKeys());
        }
        return call.to("attach to container " + container.shortId())
                .as(request.commandLine())
                .atMost(request.timeout())
                .upgrade();
    }

    private Answer askToWait() {
        return ask(awaitsRemoval() ? "removed" : "next-exit");
    }

    private Answer ask(String condition) {
        return rest.post("containers", container.id(), "wait")
                .query("condition", condition)
                .to("wait for container " + container.shortId())
                .as(request.commandLine())
                .atMost(request.timeout())
                .open();
    }

    /** Podman 4 answers a wait for the removal with the code 0, whatever the container ended with. */
    private boolean awaitsRemoval() {
        return autoRemove && !rest.isPodman();
    }

    /** Where the first wait is for the end alone, a second one tells when the container is gone. */
    private @Nullable Answer askForRemoval() {
        return autoRemove && !awaitsRemoval() ? openOrRemove(() -> ask("removed")) : null;
    }

    private Duplex duplex(Answer attached) {
        return attached.duplex()
                .orElseThrow(
                        () ->
                                new DockerException(
                                        "the engine did not hand over the streams of container "
                                                + container.shortId()));
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
