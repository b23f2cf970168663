package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.impl.concurrent.Patience;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.Rethrown;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The end of a container whose wait is under way since before its start. The one answer is read once, in a thread of its
 * own from the first question on, so that who gives up waiting costs nobody the exit code: of a container that is removed
 * at its end, nobody could be asked again. Thread-safe.
 */
final class ContainerEnd implements ProcessEnd {
    private final Container container;
    private final Answer waiting;
    private final Rest rest;
    private final FutureTask<Integer> code = new FutureTask<>(this::read);
    private final AtomicBoolean asked = new AtomicBoolean();

    ContainerEnd(Container container, Answer waiting, Rest rest) {
        this.container = container;
        this.waiting = waiting;
        this.rest = rest;
    }

    private int read() {
        try (Answer answer = waiting) {
            return new ContainerWait(rest, container.id()).exitCode(answer);
        }
    }

    @Override
    public int await(@Nullable Duration limit) {
        if (!asked.getAndSet(true)) {
            Threads.start("dockerkit-exit", code);
        }
        try {
            return limit == null
                    ? code.get()
                    : code.get(Patience.nanos(limit), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new DockerTimeoutException(
                    "container "
                            + container.shortId()
                            + " has not ended after "
                            + Checks.human(limit),
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while waiting for the end of container " + container.shortId(),
                    interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof DockerException why
                    ? Rethrown.here(why)
                    : new DockerException(
                            "the exit code of container "
                                    + container.shortId()
                                    + " could not be read: "
                                    + failed.getCause(),
                            failed.getCause());
        }
    }

    @Override
    public void resize(int rows, int columns) {
        rest.post("containers", container.id(), "resize")
                .query("h", String.valueOf(rows))
                .query("w", String.valueOf(columns))
                .to("resize the terminal of container " + container.shortId())
                .status();
    }

    @Override
    public void close() {
        waiting.close();
    }
}
