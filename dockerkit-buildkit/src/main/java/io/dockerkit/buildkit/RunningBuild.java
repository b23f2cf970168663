package io.dockerkit.buildkit;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.buildkit.rpc.GrpcClasses;
import io.dockerkit.buildkit.rpc.Peers;
import io.dockerkit.buildkit.session.BuildSession;
import io.dockerkit.buildkit.solve.Control;
import io.dockerkit.buildkit.solve.SolveErrors;
import io.dockerkit.buildkit.solve.Worker;
import io.dockerkit.cli.Checks;
import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.build.NoSessionException;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.Rethrown;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One build, from the first connection to the last. Whatever its end is, no connection, thread or session of it stays.
 *
 * <p>For one build.
 */
final class RunningBuild {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How long the status may be silent after the build has ended, as with the CLI. */
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(5);

    /** How BuildKit says that the connection of a session has ended. */
    private static final Pattern SESSION_LOST =
            Pattern.compile(
                    "no active session|context canceled|code = (?:Canceled|Unavailable)|closing");

    /** How long an engine may take to show that it speaks HTTP/2. */
    private static final Duration TO_TRY = Duration.ofSeconds(5);

    private static final Duration TO_NOTICE = Duration.ofSeconds(1);

    private final BuildPlan plan;
    private final BuildEngine engine;
    private final Consumer<? super byte[]> status;
    private final CompletableFuture<Map<String, String>> result = new CompletableFuture<>();
    private final CompletableFuture<Object> statusEnd = new CompletableFuture<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicLong lastStatus = new AtomicLong(System.nanoTime());
    private final long began = System.nanoTime();
    private volatile boolean listenerFailed;
    private boolean direct;
    private boolean over;

    RunningBuild(BuildPlan plan, BuildEngine engine, Consumer<? super byte[]> status) {
        this.plan = plan;
        this.engine = engine;
        this.status = status;
    }

    Map<String, String> run() {
        awaitClasses();
        try (Peers peers = new Peers()) {
            return run(peers);
        } catch (IOException e) {
            throw ended(e);
        } finally {
            synchronized (this) {
                over = true;
            }
        }
    }

    /** What takes a while in a new JVM is done before the engine waits on a connection. */
    private void awaitClasses() {
        try {
            GrpcClasses.await(left());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    private Map<String, String> run(Peers peers) throws IOException {
        Control control = connect(peers);
        Worker worker = require(control, peers);
        String session = id();
        String reference = id();
        BuildSession.open(
                headers -> direct ? control.session(headers) : open("session", headers),
                peers,
                session,
                plan.sharedKey(),
                plan.offer(),
                this::fail);
        Control.Running following = control.status(reference, this::receive, statusEnd);
        Control.Running solving = control.solve(plan.solve(reference, session, worker), result);
        try {
            Map<String, String> exported = await(peers);
            lastStatus.set(System.nanoTime());
            awaitStatus();
            return exported;
        } catch (SolveFailed failed) {
            lastStatus.set(System.nanoTime());
            if (failure.get() == null && peers.ended() == null) {
                awaitStatus();
            }
            throw failed.error();
        } finally {
            solving.cancel("the build has ended");
            following.cancel("the build has ended");
        }
    }

    /** Connects to BuildKit: by {@code POST /grpc}, or, where an engine has that no more, at the engine's own address. */
    private Control connect(Peers peers) {
        try {
            return new Control(peers.channel(open("grpc", Map.of())));
        } catch (NoSessionException refused) {
            if (!(refused.getCause() instanceof NotFoundException)) {
                throw refused;
            }
            Control control = direct(peers, refused);
            direct = true;
            return control;
        }
    }

    private Control direct(Peers peers, NoSessionException refused) {
        // what answers may be a proxy, which speaks HTTP/1.1 and is silent, or ends the connection
        Peers trial = new Peers();
        try (trial) {
            new Control(trial.channel(engine.connect(left()))).worker(TO_TRY);
        } catch (DockerInterruptedException e) {
            throw interrupted(e);
        } catch (StatusRuntimeException | DockerException | UnsupportedOperationException none) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(none);
            }
            throw refused;
        }
        return new Control(peers.channel(engine.connect(left())));
    }

    /** Returns a connection of the engine, or says why there is none. */
    private Duplex open(String path, Map<String, List<String>> headers) {
        String request = "POST /" + path;
        try {
            return engine.upgrade(path, headers, left());
        } catch (DockerInterruptedException e) {
            throw interrupted(e);
        } catch (DockerTimeoutException e) {
            throw unanswered(request, e);
        } catch (EngineException refused) {
            throw new NoSessionException(
                    request,
                    "was answered with status "
                            + refused.status()
                            + " ("
                            + refused.engineMessage()
                            + ")",
                    refused);
        } catch (DockerUnavailableException.MalformedAnswer other) {
            throw new NoSessionException(request, "failed: " + other.getMessage(), other);
        } catch (DockerUnavailableException e) {
            if (e.mayHaveBeenCarriedOut()) {
                throw new NoSessionException(request, "failed: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** Returns what is left of the build's time, or null if it has no limit. */
    private @Nullable Duration left() {
        Duration timeout = plan.timeout();
        if (timeout == null) {
            return null;
        }
        long left = timeout.toNanos() - (System.nanoTime() - began);
        return Duration.ofNanos(Math.max(1, left));
    }

    private boolean isOverdue() {
        Duration left = left();
        return left != null && left.toNanos() <= 1;
    }

    private DockerException unanswered(String request, Throwable cause) {
        return isOverdue()
                ? overdue(cause)
                : new DockerUnavailableException(
                        "the engine at "
                                + engine.address()
                                + " does not answer "
                                + request
                                + ", which connects to its BuildKit; look at the engine's log",
                        cause);
    }

    /** What the engine cannot do is refused before anything is sent. */
    private Worker require(Control control, Peers peers) {
        Worker worker;
        try {
            worker = control.worker(left());
        } catch (StatusRuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            Throwable cause = peers.ended();
            if (cause == null && e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                throw unanswered("the call ListWorkers", e);
            }
            if (cause != null || e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
                throw ended(cause == null ? e : cause);
            }
            // most builds need to know nothing of the engine; if it has no BuildKit at all, the
            // build says so
            worker = Worker.UNKNOWN;
        }
        List<String> needs = plan.needsContainerd();
        if (!needs.isEmpty() && !worker.hasContainerdStore()) {
            throw UnsupportedByEngineException.ofFeature(
                    needs.get(0),
                    String.join(", ", needs)
                            + (needs.size() == 1 ? " needs" : " need")
                            + " an engine that keeps its images in containerd's store; the one at "
                            + engine.address()
                            + " keeps them in its own (docker info names its storage driver;"
                            + " \"features\": {\"containerd-snapshotter\": true} in daemon.json"
                            + " changes it, from Docker 24 on)");
        }
        if (plan.exports().size() > 1 && !worker.hasSeveralOutputs()) {
            throw UnsupportedByEngineException.ofFeature(
                    "--output",
                    "several outputs of one build need BuildKit 0.13, which is in Docker 26; the engine at "
                            + engine.address()
                            + " has an older one: build once for each output, the cache makes it quick");
        }
        return worker;
    }

    private UnsupportedByEngineException noBuildKit() {
        return UnsupportedByEngineException.ofFeature(
                "docker build", "the engine at " + engine.address() + " has no BuildKit");
    }

    private static String id() {
        return new BigInteger(125, RANDOM).toString(36);
    }

    /** An error of this side ends the build, and is what is told of it. */
    private void fail(RuntimeException why) {
        if (failure.compareAndSet(null, why)) {
            result.completeExceptionally(why);
        }
    }

    private void receive(byte[] message) {
        lastStatus.set(System.nanoTime());
        synchronized (this) {
            if (over) {
                return;
            }
            try {
                status.accept(message);
            } catch (RuntimeException e) {
                listenerFailed = true;
                fail(e);
            }
        }
    }

    private Map<String, String> await(Peers peers) throws SolveFailed {
        Duration left = left();
        try {
            return left == null ? result.get() : result.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw overdue(e);
        } catch (ExecutionException e) {
            throw failed(e.getCause(), peers);
        }
    }

    private SolveFailed failed(@Nullable Throwable cause, Peers peers) {
        RuntimeException own = failure.get();
        if (own != null) {
            // what the listener threw has its own frames
            return new SolveFailed(listenerFailed ? own : Rethrown.here(own));
        }
        Throwable connection = lost(cause, peers);
        if (connection != null) {
            return new SolveFailed(ended(connection));
        }
        if (cause instanceof StatusRuntimeException answer) {
            return new SolveFailed(
                    answer.getStatus().getCode() == Status.Code.UNIMPLEMENTED
                            ? noBuildKit()
                            : SolveErrors.of(answer));
        }
        return new SolveFailed(
                cause instanceof RuntimeException known
                        ? known
                        : new DockerException("the build of " + plan.shown() + " failed", cause));
    }

    /** The engine may notice the end of a session, and answer, before this side notices the end of the connection. */
    private static @Nullable Throwable lost(@Nullable Throwable cause, Peers peers) {
        Throwable ended = peers.ended();
        boolean canceled =
                cause instanceof StatusRuntimeException answer
                        && (answer.getStatus().getCode() == Status.Code.CANCELLED
                                || SESSION_LOST
                                        .matcher(String.valueOf(answer.getMessage()))
                                        .find());
        if (ended != null || !canceled) {
            return ended;
        }
        try {
            return peers.awaitEnd(TO_NOTICE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private DockerTimeoutException overdue(Throwable cause) {
        Duration timeout = plan.timeout();
        return new DockerTimeoutException(
                "gave up to build "
                        + plan.shown()
                        + " after "
                        + (timeout == null ? "" : Checks.human(timeout))
                        + "; the build was cancelled",
                cause);
    }

    private DockerUnavailableException ended(Throwable cause) {
        // the transport knows, and says, that this side closed the connection
        String why =
                cause instanceof DockerUnavailableException
                        ? ": " + cause.getMessage()
                        : " ("
                                + cause.getMessage()
                                + "). The build was cancelled. If the engine runs (docker version), build again; its log"
                                + " may say why the connection ended";
        return new DockerUnavailableException(
                "the connection to BuildKit of the engine at "
                        + engine.address()
                        + " ended while "
                        + plan.shown()
                        + " was built"
                        + why,
                cause);
    }

    private DockerInterruptedException interrupted(Throwable cause) {
        return new DockerInterruptedException(
                "interrupted while building " + plan.shown() + "; the build was cancelled", cause);
    }

    /** The last status comes after the end of the build: the output of its last steps. */
    private void awaitStatus() {
        try {
            for (long left = silence(); left > 0 && !statusEnd.isDone(); left = silence()) {
                awaitStatus(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how long the status may still be silent. */
    private long silence() {
        return lastStatus.get() + SILENCE - System.nanoTime();
    }

    private void awaitStatus(long nanos) throws InterruptedException {
        try {
            statusEnd.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException later) {
            // a message may have come meanwhile
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of the status is no error", e);
        }
    }

    /** Carries an error past the wait for the last status. */
    private static final class SolveFailed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient RuntimeException error;

        SolveFailed(RuntimeException error) {
            super(error);
            this.error = error;
        }

        RuntimeException error() {
            return error;
        }
    }
}
