package io.dockerkit.buildkit.solve;

import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Tunnel;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** BuildKit's control service. Thread-safe. */
public final class Control {
    private static final String SERVICE = "moby.buildkit.v1.Control";
    private static final long SECONDS_TO_ASK = 60;
    private static final MethodDescriptor<byte[], byte[]> SOLVE =
            Methods.of(MethodType.UNARY, SERVICE, "Solve");
    private static final MethodDescriptor<byte[], byte[]> STATUS =
            Methods.of(MethodType.SERVER_STREAMING, SERVICE, "Status");
    private static final MethodDescriptor<byte[], byte[]> WORKERS =
            Methods.of(MethodType.UNARY, SERVICE, "ListWorkers");
    private static final MethodDescriptor<byte[], byte[]> INFO =
            Methods.of(MethodType.UNARY, SERVICE, "Info");

    private final Channel channel;

    /** Makes the service of a channel. */
    public Control(Channel channel) {
        this.channel = channel;
    }

    /**
     * Opens a session by a call, as engines have it whose {@code POST /session} is gone.
     *
     * @param headers what the session is and serves
     */
    public Duplex session(Map<String, List<String>> headers) {
        return Tunnel.open(channel, SERVICE, "Session", headers);
    }

    /** A call that runs: cancelling it makes the engine end what it does for it. */
    public interface Running {
        /** Ends the call. May be repeated. */
        void cancel(String why);
    }

    /**
     * Asks what the engine's BuildKit is. The version stays empty where the engine has no call that tells it.
     *
     * @param atMost how long it may take to answer, or null for the usual time
     * @throws io.grpc.StatusRuntimeException if there is no answer
     */
    public Worker worker(@Nullable Duration atMost) {
        long usual = TimeUnit.SECONDS.toNanos(SECONDS_TO_ASK);
        long nanos = atMost == null ? usual : Math.min(usual, atMost.toNanos());
        Deadline deadline = Deadline.after(nanos, TimeUnit.NANOSECONDS);
        Worker worker = Worker.read(ask(WORKERS, deadline));
        // the workers of engines with containerd's store do not tell what BuildKit they are of
        return worker.version().isEmpty() && worker.hasContainerdStore()
                ? withVersion(worker, deadline)
                : worker;
    }

    private Worker withVersion(Worker worker, Deadline deadline) {
        try {
            return worker.withVersionOf(ask(INFO, deadline));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return worker;
            }
            throw e;
        }
    }

    private byte[] ask(MethodDescriptor<byte[], byte[]> method, Deadline deadline) {
        return ClientCalls.blockingUnaryCall(
                channel, method, CallOptions.DEFAULT.withDeadline(deadline), new byte[0]);
    }

    /**
     * Builds.
     *
     * @param result gets what the exporters report, or the {@link io.grpc.StatusRuntimeException}
     */
    public Running solve(Solve solve, CompletableFuture<Map<String, String>> result) {
        ClientCall<byte[], byte[]> call = channel.newCall(SOLVE, CallOptions.DEFAULT);
        ClientCalls.asyncUnaryCall(call, solve.toBytes(), new Result(result));
        return why -> call.cancel(why, null);
    }

    /**
     * Follows the status of a build until it ends.
     *
     * @param status receives the messages, the next one when this one is done
     * @param end is completed at the end, whatever it is
     */
    public Running status(
            String reference, Consumer<? super byte[]> status, CompletableFuture<?> end) {
        ClientCall<byte[], byte[]> call = channel.newCall(STATUS, CallOptions.DEFAULT);
        ClientCalls.asyncServerStreamingCall(
                call, new ProtoWriter().text(1, reference).toBytes(), new Following(status, end));
        return why -> call.cancel(why, null);
    }

    private record Result(CompletableFuture<Map<String, String>> result)
            implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] answer) {
            Map<String, String> response = new TreeMap<>();
            try {
                ProtoReader reader = new ProtoReader(answer);
                while (reader.next()) {
                    if (reader.field() == 1) {
                        reader.entryInto(response);
                    }
                }
                result.complete(response);
            } catch (RuntimeException malformed) {
                result.completeExceptionally(malformed);
            }
        }

        @Override
        public void onError(Throwable failed) {
            result.completeExceptionally(failed);
        }

        @Override
        public void onCompleted() {
            result.completeExceptionally(new IllegalStateException("BuildKit answered nothing"));
        }
    }

    private static final class Following implements ClientResponseObserver<byte[], byte[]> {
        private final Consumer<? super byte[]> status;
        private final CompletableFuture<?> end;
        private @Nullable ClientCallStreamObserver<byte[]> call;

        Following(Consumer<? super byte[]> status, CompletableFuture<?> end) {
            this.status = status;
            this.end = end;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<byte[]> requests) {
            call = requests;
            requests.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(byte[] message) {
            status.accept(message);
            ClientCallStreamObserver<byte[]> more = call;
            if (more != null) {
                more.request(1);
            }
        }

        @Override
        public void onError(Throwable failed) {
            end.complete(null);
        }

        @Override
        public void onCompleted() {
            end.complete(null);
        }
    }
}
