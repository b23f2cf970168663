package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.Subscription;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.LogsSpec.Logs;
import io.dockerkit.impl.concurrent.StreamSubscription;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.LazyStream;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.MediaTypes;
import io.dockerkit.spi.LogsBackend;
import io.dockerkit.spi.LogsRequest;
import io.dockerkit.spi.ProcessStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The logs of one container. Thread-safe. */
final class EngineLogs implements LogsBackend {
    private final Rest rest;
    private final Container container;

    EngineLogs(Rest rest, Container container) {
        this.rest = rest;
        this.container = container;
    }

    /** An answer, and whether a terminal wrote it. */
    private record Opened(Answer answer, boolean tty) {}

    /** From API 1.42 on the answer's type tells whether there are frames; before that the container must be asked. */
    private Opened ask(LogsRequest request) {
        boolean asked = !rest.version().isAtLeast(1, 42);
        boolean tty = asked && isTty(request);
        Call call =
                rest.get("containers", container.id(), "logs")
                        .query(request.query())
                        .to("read the logs of " + container)
                        .as(request.commandLine());
        Answer answer = request.query().containsKey("follow") ? call.open() : call.openFlowing();
        if (asked) {
            return new Opened(answer, tty);
        }
        return switch (answer.contentType()) {
            case MediaTypes.MULTIPLEXED_STREAM -> new Opened(answer, false);
            case MediaTypes.RAW_STREAM -> new Opened(answer, true);
            default -> new Opened(answer, askForTty(answer, request));
        };
    }

    private boolean askForTty(Answer answer, LogsRequest request) {
        try {
            return isTty(request);
        } catch (RuntimeException failed) {
            answer.close();
            throw failed;
        }
    }

    /** An error says what the caller asked for, and not that this is asked, too. */
    private boolean isTty(LogsRequest request) {
        return rest.get("containers", container.id(), "json")
                .to("read the logs of " + container)
                .as(request.commandLine())
                .read()
                .at("/Config/Tty")
                .asBoolean();
    }

    @Override
    public Logs read(LogsRequest request) {
        Capture capture = new Capture(ProcessStreams.kept(request.maxOutput()));
        Opened opened = ask(request);
        try (Answer answer = opened.answer()) {
            capture.take(new Output(answer.getBody(), opened.tty(), container.toString()));
        } catch (Capture.Full full) {
            throw capture.tooMuch(
                    container.toString(),
                    "",
                    "take less of its logs with tail(…) or since(…), read them line by line with lines(), or raise the limit"
                            + " with maxOutput(…)");
        } catch (IOException e) {
            throw new DockerException("the logs of " + container + " were closed", e);
        }
        return new Logs(
                new String(capture.stdout(), StandardCharsets.UTF_8),
                new String(capture.stderr(), StandardCharsets.UTF_8));
    }

    @Override
    public Stream<LogLine> lines(LogsRequest request) {
        Opened opened = ask(request);
        Answer answer = opened.answer();
        LogMessages messages =
                new LogMessages(answer.getBody(), opened.tty(), request, container.toString());
        return LazyStream.stream(messages::next, "the logs of " + container, answer::close);
    }

    @Override
    public InputStream open(LogsRequest request) {
        Opened opened = ask(request);
        return opened.tty()
                ? opened.answer().getBody()
                : new UnframedStream(opened.answer(), container.toString());
    }

    @Override
    public Subscription subscribe(LogsRequest request, Consumer<? super LogLine> consumer) {
        return StreamSubscription.start(lines(request), consumer, "the logs of " + container);
    }
}
