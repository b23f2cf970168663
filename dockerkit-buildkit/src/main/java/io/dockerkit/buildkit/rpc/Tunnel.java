package io.dockerkit.buildkit.rpc;

import io.dockerkit.impl.build.wire.ProtoWriter;
import io.dockerkit.impl.transport.Duplex;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose bytes travel in the messages of a call, both ways: {@code BytesMessage}, of which field 1 is bytes. No
 * more than a message each way is held. Thread-safe as {@link Duplex} is.
 */
public final class Tunnel implements Duplex {
    private static final String CUT = "the engine ended the session";
    private static final int MESSAGE = 32 * 1024;

    private final Inbox inbox;
    private final Outbox outbox;
    private final Runnable cancel;

    private Tunnel(Inbox inbox, Outbox outbox, Runnable cancel) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.cancel = cancel;
    }

    /**
     * Opens one by a call.
     *
     * @param headers the headers of the call; their names are sent in lower case
     */
    public static Tunnel open(
            Channel channel, String service, String method, Map<String, List<String>> headers) {
        Metadata metadata = new Metadata();
        headers.forEach(
                (name, values) -> {
                    Metadata.Key<String> key =
                            Metadata.Key.of(
                                    name.toLowerCase(Locale.ROOT),
                                    Metadata.ASCII_STRING_MARSHALLER);
                    values.forEach(value -> metadata.put(key, value));
                });
        Caller caller = new Caller();
        ClientCalls.asyncBidiStreamingCall(
                ClientInterceptors.intercept(
                                channel, MetadataUtils.newAttachHeadersInterceptor(metadata))
                        .newCall(
                                Methods.of(MethodType.BIDI_STREAMING, service, method),
                                CallOptions.DEFAULT),
                caller);
        return Objects.requireNonNull(caller.tunnel, "gRPC begins a call at once");
    }

    /** What came of serving a call: the tunnel, and what receives the call's messages. */
    public record Served(Tunnel tunnel, StreamObserver<byte[]> messages) {}

    /** Makes one of a call that the other side has made. */
    public static Served serve(ServerCallStreamObserver<byte[]> call) {
        Inbox inbox = new Inbox(call);
        Outbox outbox = new Outbox(call);
        return new Served(new Tunnel(inbox, outbox, outbox::complete), inbox);
    }

    @Override
    public InputStream input() {
        return inbox;
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, from.length);
                for (int done = 0; done < length; done += MESSAGE) {
                    int count = Math.min(MESSAGE, length - done);
                    byte[] piece = new byte[count];
                    System.arraycopy(from, offset + done, piece, 0, count);
                    outbox.send(new ProtoWriter().bytes(1, piece).toBytes());
                }
            }

            @Override
            public void close() {
                closeOutput();
            }
        };
    }

    @Override
    public void closeOutput() {
        outbox.complete();
    }

    @Override
    public String contentType() {
        return "";
    }

    /** The deadline is the build's. */
    @Override
    public void deadline(@Nullable Duration fromNow) {
        // it cancels the call
    }

    @Override
    public void close() {
        cancel.run();
        outbox.end();
        inbox.onError(new IOException("closed"));
    }

    /** This side of a call that this side makes. */
    private static final class Caller implements ClientResponseObserver<byte[], byte[]> {
        private @Nullable Tunnel tunnel;

        @Override
        public void beforeStart(ClientCallStreamObserver<byte[]> call) {
            call.disableAutoRequestWithInitial(0);
            tunnel =
                    new Tunnel(
                            new Inbox(call, CUT),
                            new Outbox(call),
                            () -> call.cancel("the build has ended", null));
        }

        private Tunnel tunnel() {
            return Objects.requireNonNull(tunnel, "the call has begun");
        }

        @Override
        public void onNext(byte[] message) {
            tunnel().inbox.onNext(message);
        }

        @Override
        public void onError(Throwable failed) {
            tunnel().outbox.end();
            tunnel().inbox.onError(failed);
        }

        @Override
        public void onCompleted() {
            tunnel().outbox.end();
            tunnel().inbox.onCompleted();
        }
    }
}
