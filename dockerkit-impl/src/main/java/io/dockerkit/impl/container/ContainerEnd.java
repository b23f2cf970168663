package io.dockerkit.impl.container;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.container.Container;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The end of a container whose wait is under way since before its start. For one thread at a time. */
final class ContainerEnd implements ProcessEnd {
    private final Container container;
    private final Rest rest;
    private Answer waiting;

    ContainerEnd(Container container, Answer waiting, Rest rest) {
        this.container = container;
        this.waiting = waiting;
        this.rest = rest;
    }

    @Override
    public int await(@Nullable Duration limit) {
        waiting.deadline(limit);
        try (Answer answer = waiting) {
            return Run.exitCode(Call.readBody(answer, "the wait for container " + container.id()));
        } catch (DockerTimeoutException late) {
            // the deadline has cost the connection; the next to ask needs a new wait
            waiting =
                    rest.post("containers", container.id(), "wait")
                            .to("wait for container " + container.shortId())
                            .open();
            throw late;
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
