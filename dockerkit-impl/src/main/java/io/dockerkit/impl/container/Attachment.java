package io.dockerkit.impl.container;

import io.dockerkit.ConflictException;
import io.dockerkit.DockerException;
import io.dockerkit.Json;
import io.dockerkit.NotRunningException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.container.AttachSpec;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Session;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Duplex;
import java.util.List;

/** Attaches to an existing container, running or about to be. Not thread-safe. */
final class Attachment {
    private final Rest rest;
    private final Container container;
    private final AttachSpec spec;
    private final String detachKeys;
    private final String commandLine;

    Attachment(
            Rest rest,
            UserSettings settings,
            Container container,
            AttachSpec spec,
            String command) {
        this.rest = rest;
        this.container = container;
        this.spec = spec;
        this.detachKeys = settings.detachKeys(spec.detachKeys().orElse(""));
        this.commandLine = command + spec + " " + container.shortId();
    }

    /** Attaches while it runs. */
    Session running() {
        ContainerDetails details = container.inspect();
        if (!details.state().running()) {
            throw new NotRunningException(
                    "cannot attach to "
                            + container
                            + ": it does not run; startAttached() starts it and misses nothing",
                    409,
                    "the container does not run",
                    commandLine);
        }
        return open(details, WaitCondition.NOT_RUNNING, () -> {});
    }

    /** Attaches, and then starts it. */
    Session starting() {
        ContainerDetails details = container.inspect();
        if (details.state().running()) {
            throw new ConflictException(
                    "cannot start " + container + ": it runs already; attach() attaches to it",
                    409,
                    "the container runs already",
                    commandLine,
                    List.of());
        }
        WaitCondition condition =
                details.autoRemove() && !rest.isPodman()
                        ? WaitCondition.REMOVED
                        : WaitCondition.NEXT_EXIT;
        return open(details, condition, container::start);
    }

    private static boolean isInteractive(Json openStdin) {
        return openStdin.exists() && openStdin.bool();
    }

    private Session open(ContainerDetails details, WaitCondition condition, Runnable start) {
        SignalRelay.require(spec.isSigProxy());
        boolean stdin = spec.isStdin() && isInteractive(details.at("/Config/OpenStdin"));
        Answer attached = attach(stdin);
        try {
            Answer waiting = await(condition);
            try {
                start.run();
                Duplex streams = attached.duplex().orElseThrow(this::notHandedOver);
                byte[] keys = DetachKeys.bytes(detachKeys);
                SignalRelay signals =
                        SignalRelay.to(container, spec.isSigProxy() && !details.tty());
                return new EngineSession(
                        streams,
                        details.tty(),
                        stdin,
                        container.id(),
                        new ContainerEnd(container, waiting, rest),
                        keys,
                        OutputLimitException.DEFAULT_LIMIT,
                        signals::close);
            } catch (RuntimeException failed) {
                waiting.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            attached.close();
            throw failed;
        }
    }

    private DockerException notHandedOver() {
        return new DockerException("the engine did not hand over the streams of " + container);
    }

    private Answer attach(boolean stdin) {
        Call call =
                rest.post("containers", container.id(), "attach")
                        .query("stream", true)
                        .query("stdin", stdin)
                        .query("stdout", true)
                        .query("stderr", true)
                        .query("logs", spec.isLogs());
        if (!detachKeys.isEmpty()) {
            call.query("detachKeys", detachKeys);
        }
        return call.to("attach to " + container).as(commandLine).upgrade(Duplex.TCP);
    }

    private Answer await(WaitCondition condition) {
        return new ContainerWait(rest, container.id()).call(condition).as(commandLine).open();
    }
}
