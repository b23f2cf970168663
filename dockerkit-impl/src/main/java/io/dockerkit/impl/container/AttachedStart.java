package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.container.Container;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.CreateRequest;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that start a new container with its streams attached, in the order of the methods: wait, attach, start. The
 * wait is under way before the start, so that no end is too quick for it, and with {@code --rm} it waits for the removal,
 * after which the engine knows nothing of the container.
 *
 * <p>The CLI attaches before it waits. But an engine never ends an attachment to a container that is removed before it was
 * started, and over ssh, where {@code docker system dial-stdio} can close only one half of its connection, that program
 * would stay. So nothing that may fail comes between the attachment and the start.
 *
 * <p>If a call fails, the container is removed. Not thread-safe.
 */
final class AttachedStart {
    private final Rest rest;
    private final Container container;
    private final CreateRequest request;
    private final String detachKeys;
    private final Deadline deadline;

    AttachedStart(
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
    }

    boolean hasTty() {
        return isTrue(request.body(), "Tty");
    }

    boolean hasStdin() {
        return isTrue(request.body(), "AttachStdin");
    }

    /** Returns whether the engine removes the container at its end: {@code --rm}. */
    boolean isAutoRemove() {
        return request.body().get("HostConfig") instanceof Map<?, ?> host
                && isTrue(host, "AutoRemove");
    }

    private static boolean isTrue(Map<?, ?> map, String field) {
        return Boolean.TRUE.equals(map.get(field));
    }

    /** Returns the keys that detach a terminal, as bytes. */
    byte[] detachKeys() {
        return orRemove(() -> DetachKeys.bytes(detachKeys));
    }

    /** Asks for the exit code; the answer comes at the end or, with {@code --rm}, at the removal. */
    Answer waitForEnd() {
        return orRemove(
                () -> wait(awaitsRemoval() ? WaitCondition.REMOVED : WaitCondition.NEXT_EXIT));
    }

    /** Asks for the removal if {@link #waitForEnd()} does not; null if nothing is removed. */
    @Nullable Answer waitForRemoval() {
        return isAutoRemove() && !awaitsRemoval()
                ? orRemove(() -> wait(WaitCondition.REMOVED))
                : null;
    }

    /** Podman 4 answers a wait for the removal with the code 0, whatever the container ended with. */
    private boolean awaitsRemoval() {
        return isAutoRemove() && !rest.isPodman();
    }

    private Answer wait(WaitCondition condition) {
        return new ContainerWait(rest, container.id())
                .call(condition)
                .as(request.commandLine())
                .atMost(deadline.left())
                .open();
    }

    /** Attaches; the answer has the {@link #streams}. */
    Answer attach() {
        return orRemove(this::attachNow);
    }

    private Answer attachNow() {
        Call call =
                rest.post("containers", container.id(), "attach")
                        .query("stream", true)
                        .query("stdout", isTrue(request.body(), "AttachStdout"))
                        .query("stderr", isTrue(request.body(), "AttachStderr"))
                        .query("stdin", hasStdin());
        if (!detachKeys.isEmpty()) {
            call.query("detachKeys", detachKeys);
        }
        return call.to("attach to container " + container.shortId())
                .as(request.commandLine())
                .atMost(deadline.left())
                .upgrade(Duplex.TCP);
    }

    /** Returns the streams that the engine handed over. */
    Duplex streams(Answer attached) {
        return orRemove(() -> attached.duplex().orElseThrow(this::notHandedOver));
    }

    private DockerException notHandedOver() {
        return new DockerException(
                "the engine did not hand over the streams of container " + container.shortId());
    }

    void start() {
        try {
            Creation.startOrRemove(rest, container, request, deadline);
        } catch (DockerTimeoutException slow) {
            throw deadline.isOver() ? Run.late(request, "", slow) : slow;
        }
    }

    /** Takes a step; if it fails, the container is removed. */
    <T> T orRemove(Supplier<T> step) {
        try {
            return step.get();
        } catch (DockerException failed) {
            Creation.removeQuietly(rest, container, failed);
            if (failed instanceof DockerTimeoutException slow && deadline.isOver()) {
                throw Run.late(request, "", slow);
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
}
