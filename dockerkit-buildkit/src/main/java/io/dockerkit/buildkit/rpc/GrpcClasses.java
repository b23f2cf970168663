package io.dockerkit.buildkit.rpc;

import io.dockerkit.impl.concurrent.Daemons;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of gRPC before the first connection is there. They are more than a thousand, which takes a second on a
 * busy machine, and an engine that has handed over a connection does not wait for ever to be spoken to.
 *
 * <p>Both sides of gRPC run once, each on a connection of this process that has ended. Thread-safe.
 */
public final class GrpcClasses {
    /** What a client says first: that it speaks HTTP/2, and that it has no wishes. */
    private static final byte[] GREETING = {
        'P', 'R', 'I', ' ', '*', ' ', 'H', 'T', 'T', 'P', '/', '2', '.', '0', '\r', '\n', '\r',
        '\n', 'S', 'M', '\r', '\n', '\r', '\n', 0, 0, 0, 4, 0, 0, 0, 0, 0
    };

    /** The classes are loaded when they are needed where this takes too long, or fails. */
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private static @Nullable CompletableFuture<Void> loaded;

    private GrpcClasses() {}

    /** Begins to load them, if nobody has yet, on a thread that ends with it. */
    public static synchronized void load() {
        if (loaded == null) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            loaded = end;
            Daemons.named("dockerkit-buildkit-load")
                    .newThread(
                            () -> {
                                try {
                                    run();
                                } finally {
                                    end.complete(null);
                                }
                            })
                    .start();
        }
    }

    private static synchronized CompletableFuture<Void> loaded() {
        load();
        return Objects.requireNonNull(loaded, "it has begun");
    }

    /**
     * Waits until they are loaded.
     *
     * @param atMost how long at most, or null for the usual time
     */
    public static void await(@Nullable Duration atMost) throws InterruptedException {
        long most =
                atMost == null ? AT_MOST.toNanos() : Math.min(AT_MOST.toNanos(), atMost.toNanos());
        try {
            loaded().get(most, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unloaded) {
            // then the build itself loads them
        }
    }

    private static void run() {
        try (Peers peers = new Peers()) {
            peers.serve(new EndedConnection(GREETING), List.of());
            ClientCalls.blockingUnaryCall(
                    peers.lateChannel(new EndedConnection(new byte[0])),
                    Methods.of(MethodType.UNARY, "none", "None"),
                    CallOptions.DEFAULT.withDeadlineAfter(AT_MOST.toSeconds(), TimeUnit.SECONDS),
                    new byte[0]);
        } catch (IOException | StatusRuntimeException ended) {
            // the connection has ended, as it should
        }
    }

    /** A connection whose other side has said something, and ended it. */
    private static final class EndedConnection implements Duplex {
        private final InputStream in;

        EndedConnection(byte[] said) {
            in = new ByteArrayInputStream(said);
        }

        @Override
        public InputStream input() {
            return in;
        }

        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void closeOutput() {
            // nobody reads
        }

        @Override
        public String contentType() {
            return "";
        }

        @Override
        public void deadline(@Nullable Duration fromNow) {
            // it has ended
        }

        @Override
        public void close() {
            // it has ended
        }
    }
}
