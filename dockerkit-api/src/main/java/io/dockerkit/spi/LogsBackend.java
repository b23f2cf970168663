package io.dockerkit.spi;

import io.dockerkit.Subscription;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.LogsSpec.Logs;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What an implementation of DockerKit does for the logs of one container. Applications do not meet it. Thread-safe. */
public interface LogsBackend {
    /** Reads both streams to their end. */
    Logs read(LogsRequest request);

    /** Returns the lines as they are asked for; the caller closes the stream. */
    Stream<LogLine> lines(LogsRequest request);

    /** Returns the bytes of both streams in the order written; the caller closes the stream. */
    InputStream open(LogsRequest request);

    /** Hands the lines to the consumer as they come. */
    Subscription subscribe(LogsRequest request, Consumer<? super LogLine> consumer);
}
