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
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The logs of one container, or of the tasks of one service. Thread-safe. */
final class EngineLogs implements LogsBackend {
    private final Rest rest;
    private final Source source;

    EngineLogs(Rest rest, Container container) {
        this(
                rest,
                new Source(
                        List.of("containers", container.id()),
                        List.of("containers", container.id(), "json"),
                        "/Config/Tty",
                        container.toString(),
                        false));
    }

    EngineLogs(Rest rest, Source source) {
        this.rest = rest;
        this.source = source;
    }

    /**
     * Whose logs they are.
     *
     * @param path of the Engine API, without {@code logs}
     * @param details where to ask about it
     * @param tty where the answer says whether it has a terminal
     * @param name for messages
     * @param ofTasks whether the lines are of several tasks, which the details of each tell
     */
    record Source(
            List<String> path, List<String> details, String tty, String name, boolean ofTasks) {}

    private static String[] path(List<String> parts, String... more) {
        return Stream.concat(parts.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    /** An answer, and whether a terminal wrote it. */
    private record Opened(Answer answer, boolean tty) {}

    /** From API 1.42 on the answer's type tells whether there are frames; before that the container must be asked. */
    private Opened ask(LogsRequest request) {
        boolean asked = !rest.version().isAtLeast(1, 42);
        boolean tty = asked && isTty(request);
        Call call =
                rest.get(path(source.path(), "logs"))
                        .query(request.query())
                        .to("read the logs of " + source.name())
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
        return rest.get(path(source.details()))
                .to("read the logs of " + source.name())
                .as(request.commandLine())
                .read()
                .at(source.tty())
                .asBoolean();
    }

    @Override
    public Logs read(LogsRequest request) {
        Capture capture = new Capture(ProcessStreams.kept(request.maxOutput()));
        Opened opened = ask(request);
        try (Answer answer = opened.answer()) {
            capture.take(new Output(answer.getBody(), opened.tty(), source.name()));
        } catch (Capture.Full full) {
            throw capture.tooMuch(
                    source.name(),
                    "",
                    "take less of its logs with tail(…) or since(…), read them line by line with lines(), or raise the limit"
                            + " with maxOutput(…)");
        } catch (IOException e) {
            throw new DockerException("the logs of " + source.name() + " were closed", e);
        }
        return new Logs(
                new String(capture.stdout(), StandardCharsets.UTF_8),
                new String(capture.stderr(), StandardCharsets.UTF_8));
    }

    @Override
    public Stream<LogLine> lines(LogsRequest asked) {
        LogsRequest request = source.ofTasks() ? asked.withDetails() : asked;
        Opened opened = ask(request);
        Answer answer = opened.answer();
        LogMessages messages =
                new LogMessages(
                        answer.getBody(), opened.tty(), request, source.name(), source.ofTasks());
        return LazyStream.stream(messages::next, "the logs of " + source.name(), answer::close);
    }

    @Override
    public InputStream open(LogsRequest request) {
        Opened opened = ask(request);
        return opened.tty()
                ? opened.answer().getBody()
                : new UnframedStream(opened.answer(), source.name());
    }

    @Override
    public Subscription subscribe(LogsRequest request, Consumer<? super LogLine> consumer) {
        return StreamSubscription.start(lines(request), consumer, "the logs of " + source.name());
    }
}
