package io.dockerkit.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.buildkit.rpc.MemoryDuplex;
import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Peers;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** An engine that calls a session, in memory. */
final class CallingEngine implements AutoCloseable {
    final Peers ours = new Peers();
    final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
    Map<String, List<String>> headers;
    private final Peers theirs = new Peers();

    /** Returns the threads of both sides. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dockerkit-buildkit") || name.startsWith("grpc-"))
                .toList();
    }

    /** Opens a session, and returns the channel on which it is called. */
    ManagedChannel open(Offer offer) throws Exception {
        MemoryDuplex[] ends = MemoryDuplex.pair();
        Function<Map<String, List<String>>, Duplex> connect =
                given -> {
                    headers = given;
                    return ends[0];
                };
        BuildSession.open(connect, ours, "id", "key", offer, failures::add);
        return theirs.channel(ends[1]);
    }

    static byte[] ask(ManagedChannel channel, String service, String method, String text) {
        return ClientCalls.blockingUnaryCall(
                channel,
                Methods.of(MethodType.UNARY, service, method),
                CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                new ProtoWriter().text(1, text).toBytes());
    }

    static String text(byte[] message, int field) {
        ProtoReader reader = new ProtoReader(message);
        String text = "";
        while (reader.next()) {
            if (reader.field() == field) {
                text = reader.text();
            }
        }
        return text;
    }

    /** The messages of one call. */
    static final class Answers implements StreamObserver<byte[]> {
        final List<byte[]> messages = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch end = new CountDownLatch(1);
        volatile Throwable error;

        void await(int count) throws InterruptedException {
            for (int i = 0; i < 500 && messages.size() < count; i++) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(messages).hasSizeGreaterThanOrEqualTo(count);
        }

        @Override
        public void onNext(byte[] message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable failed) {
            error = failed;
            end.countDown();
        }

        @Override
        public void onCompleted() {
            end.countDown();
        }
    }

    static StreamObserver<byte[]> call(
            ManagedChannel channel,
            String service,
            String method,
            Map<String, String> headers,
            StreamObserver<byte[]> answers) {
        Metadata metadata = new Metadata();
        headers.forEach(
                (name, value) ->
                        metadata.put(
                                Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return ClientCalls.asyncBidiStreamingCall(
                ClientInterceptors.intercept(
                                channel, MetadataUtils.newAttachHeadersInterceptor(metadata))
                        .newCall(
                                Methods.of(MethodType.BIDI_STREAMING, service, method),
                                CallOptions.DEFAULT),
                answers);
    }

    @Override
    public void close() {
        ours.close();
        theirs.close();
        // a pool's thread has done its work a little before it ends
        for (int i = 0; i < 250 && !threads().isEmpty(); i++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(threads()).isEmpty();
    }
}
