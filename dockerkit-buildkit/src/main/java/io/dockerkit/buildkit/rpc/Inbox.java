package io.dockerkit.buildkit.rpc;

import io.dockerkit.impl.build.wire.ProtoReader;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes that the engine sends in one call, as a stream. No more than one message is held: the next one is asked for when
 * this one is read.
 *
 * <p>One thread reads while gRPC writes.
 */
public final class Inbox extends InputStream implements StreamObserver<byte[]> {
    private final CallStreamObserver<byte[]> call;
    private final String whenCut;
    private byte[] message = {};
    private int at;
    private boolean asked;
    private boolean complete;
    private boolean cut;

    /** Makes the stream of a call of the engine's; to be made before the call's method returns. */
    public Inbox(ServerCallStreamObserver<byte[]> call) {
        this(call, "the engine ended the output before it was whole");
        call.disableAutoRequest();
    }

    /** Makes the stream of a call that asks for no message by itself. */
    Inbox(CallStreamObserver<byte[]> call, String whenCut) {
        this.call = call;
        this.whenCut = whenCut;
    }

    @Override
    public synchronized void onNext(byte[] bytes) {
        asked = false;
        message = new byte[0];
        at = 0;
        try {
            ProtoReader reader = new ProtoReader(bytes);
            while (reader.next()) {
                if (reader.field() == 1) {
                    message = reader.bytes();
                }
            }
        } catch (RuntimeException malformed) {
            cut = true;
        }
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable ended) {
        cut = true;
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        complete = true;
        notifyAll();
    }

    /** Returns whether the engine ended the call before the stream did. */
    public synchronized boolean isCut() {
        return cut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (at == message.length) {
            if (cut) {
                throw new IOException(whenCut);
            }
            if (complete) {
                return -1;
            }
            if (!asked) {
                asked = true;
                call.request(1);
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while an output was received", e);
            }
        }
        int count = Math.min(length, message.length - at);
        System.arraycopy(message, at, into, offset, count);
        at += count;
        return count;
    }
}
