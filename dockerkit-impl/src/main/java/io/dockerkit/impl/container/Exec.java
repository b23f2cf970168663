package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.container.ExecBackend;
import io.dockerkit.container.ExecRequest;
import io.dockerkit.container.ExecResult;
import io.dockerkit.container.Session;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs commands in one container that runs. Thread-safe. */
final class Exec implements ExecBackend {
    private final Rest rest;
    private final String containerId;

    Exec(Rest rest, String containerId) {
        this.rest = rest;
        this.containerId = containerId;
    }

    private String shortId() {
        return containerId.substring(0, Math.min(12, containerId.length()));
    }

    private String create(ExecRequest request, boolean attached) {
        Map<String, Object> body = new LinkedHashMap<>(request.body());
        if (attached) {
            body.put("AttachStdout", true);
            body.put("AttachStderr", true);
        }
        return rest.post("containers", containerId, "exec")
                .json(body)
                .to("run a command in container " + shortId())
                .as(request.commandLine())
                .atMost(attached ? request.timeout() : null)
                .readText("Id");
    }

    @Override
    public ExecResult execute(ExecRequest request) {
        long start = System.nanoTime();
        String id = create(request, true);
        Capture capture = new Capture(request.streams());
        try (Answer answer = open(id, request, left(request, start))) {
            Duplex streams = duplex(answer);
            streams.deadline(left(request, start));
            capture.run(streams, request.interactive(), request.tty(), "container " + shortId());
        } catch (DockerTimeoutException late) {
            if (request.timeout() == null) {
                throw late;
            }
            throw new DockerTimeoutException(
                    request.commandLine()
                            + " had not ended after "
                            + request.timeout()
                            + "; it goes on in the container, since an engine cannot end an exec",
                    late);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the output of "
                            + request.commandLine()
                            + " could not be handed on: "
                            + e.getMessage(),
                    e);
        }
        int code = new ExecEnd(rest, id, request.commandLine()).await(left(request, start));
        return new ExecResult(request.commandLine(), code, capture.stdout(), capture.stderr());
    }

    private static @Nullable Duration left(ExecRequest request, long start) {
        Duration timeout = request.timeout();
        return timeout == null ? null : timeout.minusNanos(System.nanoTime() - start);
    }

    private Answer open(String id, ExecRequest request, @Nullable Duration left) {
        return rest.post("exec", id, "start")
                .json(Map.of("Detach", false, "Tty", request.tty()))
                .to("run a command in container " + shortId())
                .as(request.commandLine())
                .atMost(left)
                .upgrade();
    }

    private Duplex duplex(Answer answer) {
        return answer.duplex()
                .orElseThrow(
                        () ->
                                new DockerException(
                                        "the engine did not hand over the streams of a command in container "
                                                + shortId()));
    }

    @Override
    public void start(ExecRequest request) {
        String id = create(request, false);
        rest.post("exec", id, "start")
                .json(Map.of("Detach", true, "Tty", request.tty()))
                .to("run a command in container " + shortId())
                .as(request.commandLine())
                .status();
    }

    @Override
    public Session attach(ExecRequest request) {
        String id = create(request, true);
        Answer answer = open(id, request, null);
        return new EngineSession(
                duplex(answer),
                request.tty(),
                request.interactive(),
                containerId,
                new ExecEnd(rest, id, request.commandLine()),
                DetachKeys.bytes(
                        request.body().get("DetachKeys") instanceof String keys ? keys : ""));
    }
}
