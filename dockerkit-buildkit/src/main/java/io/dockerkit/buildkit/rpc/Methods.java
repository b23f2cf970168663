package io.dockerkit.buildkit.rpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Describes methods of gRPC whose messages are bytes: the caller encodes and decodes them. Stateless and thread-safe. */
public final class Methods {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

    private Methods() {}

    /** Returns a method. */
    public static MethodDescriptor<byte[], byte[]> of(
            MethodType type, String service, String method) {
        return MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method))
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new MessageStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A message that gRPC takes without copying it once more. */
    private static final class MessageStream extends ByteArrayInputStream
            implements KnownLength, Drainable {
        MessageStream(byte[] message) {
            super(message);
        }

        @Override
        public synchronized int drainTo(OutputStream target) throws IOException {
            int drained = count - pos;
            target.write(buf, pos, drained);
            pos = count;
            return drained;
        }
    }
}
