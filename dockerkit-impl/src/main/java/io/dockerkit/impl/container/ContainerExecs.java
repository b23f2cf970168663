package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotRunningException;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.Exec;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.ExecRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs commands in one container that runs. Thread-safe. */
final class ContainerExecs implements ExecBackend {
    private final Rest rest;
    private final UserSettings settings;
    private final String containerId;

    ContainerExecs(Rest rest, UserSettings settings, String containerId) {
        this.rest = rest;
        this.settings = settings;
        this.containerId = containerId;
    }

    private String shortId() {
        return ShortId.of(containerId);
    }

    private String create(ExecRequest request, boolean attached, Deadline deadline) {
        Map<String, Object> body = new LinkedHashMap<>(request.body());
        String detachKeys = detachKeys(request);
        if (!detachKeys.isEmpty()) {
            body.put("DetachKeys", detachKeys);
        }
        if (attached) {
            body.put("AttachStdout", true);
            body.put("AttachStderr", true);
        }
        rest.agree(deadline.left());
        try {
            return rest.post("containers", containerId, "exec")
                    .json(body)
                    .to("run a command in container " + shortId())
                    .as(request.commandLine())
                    .atMost(deadline.left())
                    .readText("Id");
        } catch (NotRunningException refused) {
            throw NotRunningReason.explained(refused, rest, containerId, deadline);
        }
    }

    private String detachKeys(ExecRequest request) {
        return settings.detachKeys(
                request.body().get("DetachKeys") instanceof String keys ? keys : "");
    }

    @Override
    public ExecResult execute(ExecRequest request) {
        Deadline deadline = Deadline.in(request.timeout());
        Capture capture = new Capture(request.streams());
        try {
            String id = create(request, true, deadline);
            try (Answer answer = open(id, request, deadline)) {
                Duplex streams = duplex(answer);
                streams.deadline(deadline.left());
                capture.run(
                        streams, request.interactive(), request.tty(), "container " + shortId());
            }
            int code = new ExecEnd(rest, id, request.commandLine()).await(deadline.left());
            return new ExecResult(request.commandLine(), code, capture.stdout(), capture.stderr());
        } catch (DockerTimeoutException late) {
            Duration limit = deadline.limit();
            if (limit == null || !deadline.isOver()) {
                throw late;
            }
            throw new DockerTimeoutException(
                    request.commandLine()
                            + " had not ended after "
                            + Checks.human(limit)
                            + "; if it was started, it is still running in the container, since an engine cannot end an"
                            + " exec; its output ends: "
                            + capture.tail(),
                    late);
        } catch (Capture.Full full) {
            throw capture.tooMuch(
                    request.commandLine(),
                    "; it is still running in the container, unless it ends when its output is closed",
                    Capture.LIMIT_ADVICE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the output of "
                            + request.commandLine()
                            + " could not be written: "
                            + e.getMessage(),
                    e);
        }
    }

    private Answer open(String id, ExecRequest request, Deadline deadline) {
        return rest.post("exec", id, "start")
                .json(Map.of("Detach", false, "Tty", request.tty()))
                .to("run a command in container " + shortId())
                .as(request.commandLine())
                .atMost(deadline.left())
                .upgrade(Duplex.TCP);
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
    public Exec start(ExecRequest request) {
        Deadline deadline = Deadline.in(request.timeout());
        String id = create(request, false, deadline);
        rest.post("exec", id, "start")
                .json(Map.of("Detach", true, "Tty", request.tty()))
                .to("run a command in container " + shortId())
                .as(request.commandLine())
                .atMost(deadline.left())
                .status();
        return new EngineExec(rest, id, request.commandLine());
    }

    @Override
    public Session attach(ExecRequest request) {
        byte[] detachKeys = DetachKeys.bytes(detachKeys(request));
        Deadline deadline = Deadline.in(request.timeout());
        String id = create(request, true, deadline);
        Answer answer = open(id, request, deadline);
        try {
            return new EngineSession(
                    duplex(answer),
                    request.tty(),
                    request.interactive(),
                    containerId,
                    new ExecEnd(rest, id, request.commandLine()),
                    detachKeys,
                    request.streams().maxOutput());
        } catch (RuntimeException | Error failed) {
            answer.close();
            throw failed;
        }
    }
}
