package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Session;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process with its streams in the caller's hands. A thread {@code dockerkit-session} takes its output apart, so that a
 * time-limited wait can end without costing the connection, and reading one stream never starves the other.
 *
 * <p>As thread-safe as {@link Session} says.
 */
final class EngineSession implements Session, Runnable {
    private static final Duration TO_DETACH = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");

    private final Duplex streams;
    private final InputEnd inputEnd;
    private final boolean tty;
    private final boolean interactive;
    private final String containerId;
    private final ProcessEnd processEnd;
    private final byte[] detachKeys;
    private final SessionBuffer buffer;
    private volatile @Nullable Integer exitCode;
    private final AtomicBoolean stdinEnded = new AtomicBoolean();
    private final ReentrantLock asking = new ReentrantLock();
    private final Runnable atEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    EngineSession(
            Duplex streams,
            boolean tty,
            boolean interactive,
            String containerId,
            ProcessEnd processEnd,
            byte[] detachKeys,
            long maxOutput) {
        this(streams, tty, interactive, containerId, processEnd, detachKeys, maxOutput, () -> {});
    }

    /** Makes a session that does something once when the output ends, or when it is closed before. */
    EngineSession(
            Duplex streams,
            boolean tty,
            boolean interactive,
            String containerId,
            ProcessEnd processEnd,
            byte[] detachKeys,
            long maxOutput,
            Runnable atEnd) {
        this.atEnd = atEnd;
        this.streams = streams;
        this.inputEnd = new InputEnd(streams, tty);
        this.tty = tty;
        this.interactive = interactive;
        this.containerId = containerId;
        this.processEnd = processEnd;
        this.detachKeys = detachKeys;
        this.buffer = new SessionBuffer(maxOutput);
        Threads.start("dockerkit-session", this);
    }

    @Override
    public void run() {
        DockerException why = null;
        try {
            Output output =
                    new Output(streams.input(), tty, "container " + ShortId.of(containerId));
            byte[] bytes = new byte[32 * 1024];
            int count = output.read(bytes);
            while (count >= 0 && buffer.put(bytes, count, output.isStderr())) {
                count = output.read(bytes);
            }
        } catch (IOException closed) {
            // by close(), which whoever reads is told of
            why = null;
        } catch (DockerException failed) {
            why = failed;
        } catch (RuntimeException | Error failed) {
            // the end of what was taken is not the end of what was written
            why = new DockerException("the output of the session was not taken: " + failed, failed);
        } finally {
            inputEnd.outputEnded();
            buffer.end(why);
            end();
        }
    }

    private void end() {
        if (!ended.getAndSet(true)) {
            atEnd.run();
        }
    }

    @Override
    public OutputStream stdin() {
        if (!interactive) {
            throw new IllegalStateException(
                    "this session has no standard input: attach with interactive()");
        }
        return new Input();
    }

    @Override
    public void closeStdin() {
        if (!interactive || stdinEnded.getAndSet(true)) {
            return;
        }
        try {
            inputEnd.tell();
            if (inputEnd.isToBeRepeated()) {
                Threads.start("dockerkit-stdin", this::repeatTheEnd);
            }
        } catch (IOException ended) {
            // the process is gone, and with it who would read the end
        }
    }

    private void repeatTheEnd() {
        try {
            inputEnd.repeat();
        } catch (IOException | DockerException ended) {
            LOG.debug("the process was gone before it was told the end again", ended);
        }
    }

    @Override
    public InputStream stdout() {
        return buffer.stdout();
    }

    @Override
    public InputStream stderr() {
        return buffer.stderr();
    }

    @Override
    public void resize(int rows, int columns) {
        processEnd.resize(rows, columns);
    }

    @Override
    public int await() {
        return exitCode(null);
    }

    @Override
    public int await(Duration timeout) {
        return exitCode(timeout);
    }

    private int exitCode(@Nullable Duration limit) {
        Integer known = exitCode;
        if (known != null) {
            return known;
        }
        long start = System.nanoTime();
        if (!buffer.awaitEnd(limit)) {
            throw stillRunning(limit, null);
        }
        try {
            asking.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while waiting for the end of the session's process", interrupted);
        }
        try {
            known = exitCode;
            if (known == null) {
                known =
                        processEnd.await(
                                limit == null ? null : limit.minusNanos(System.nanoTime() - start));
                exitCode = known;
            }
            return known;
        } catch (DockerTimeoutException late) {
            throw limit == null ? late : stillRunning(limit, late);
        } finally {
            asking.unlock();
        }
    }

    private DockerTimeoutException stillRunning(
            @Nullable Duration limit, @Nullable DockerTimeoutException late) {
        return new DockerTimeoutException(
                "the session's process in container "
                        + ShortId.of(containerId)
                        + " is still running"
                        + (limit == null ? "" : " after " + Checks.human(limit)),
                late);
    }

    @Override
    public int connectTerminal() {
        return new TerminalRelay(this, tty, interactive).run();
    }

    /** The keys have the engine let go; it ends the streams then, and until it has, they might be taken for input. */
    @Override
    public void detach() {
        try {
            if (tty && interactive) {
                streams.output().write(detachKeys);
                boolean ended = buffer.awaitEnd(TO_DETACH);
                LOG.debug("the engine let go: {}", ended);
            }
        } catch (IOException | DockerException gone) {
            LOG.debug("the process was gone before it was let go of", gone);
        } finally {
            close();
        }
    }

    @Override
    public String containerId() {
        return containerId;
    }

    @Override
    public void close() {
        inputEnd.outputEnded();
        buffer.close();
        streams.close();
        processEnd.close();
        end();
    }

    /** The process's standard input. */
    private final class Input extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            streams.output().write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            streams.output().write(from, offset, length);
        }

        @Override
        public void close() {
            closeStdin();
        }
    }
}
