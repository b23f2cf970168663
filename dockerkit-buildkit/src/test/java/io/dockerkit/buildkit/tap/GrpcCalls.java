package io.dockerkit.buildkit.tap;

import io.grpc.okhttp.internal.framed.FrameReader;
import io.grpc.okhttp.internal.framed.Header;
import io.grpc.okhttp.internal.framed.Http2;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okio.Buffer;
import okio.BufferedSource;

/** The calls of gRPC that a connection carried. */
final class GrpcCalls {
    private GrpcCalls() {}

    /**
     * One call.
     *
     * @param path the service and the method
     * @param headers those of the caller, by their names
     * @param requests what the caller sent
     * @param responses what it received
     */
    record Call(
            String path,
            Map<String, List<String>> headers,
            List<byte[]> requests,
            List<byte[]> responses) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /** What one side sent, by the numbers of the streams. */
    private static final class Sent {
        final Map<Integer, Map<String, List<String>>> headers = new TreeMap<>();
        final Map<Integer, ByteArrayOutputStream> data = new TreeMap<>();

        void headers(int stream, List<?> given) {
            Map<String, List<String>> all = headers.computeIfAbsent(stream, id -> new TreeMap<>());
            for (Object each : given) {
                Header header = (Header) each;
                all.computeIfAbsent(header.name.utf8(), name -> new ArrayList<>())
                        .add(header.value.utf8());
            }
        }

        List<byte[]> messages(int stream) {
            ByteArrayOutputStream bytes = data.get(stream);
            List<byte[]> messages = new ArrayList<>();
            ByteBuffer rest = ByteBuffer.wrap(bytes == null ? new byte[0] : bytes.toByteArray());
            while (rest.remaining() >= 5) {
                if (rest.get() != 0) {
                    throw new IllegalStateException("a compressed message");
                }
                byte[] message = new byte[Math.min(rest.getInt(), rest.remaining())];
                rest.get(message);
                messages.add(message);
            }
            return messages;
        }
    }

    /** Reads what was sent, up to where it ends. */
    private static Sent read(byte[] bytes, boolean caller) throws IOException {
        Sent sent = new Sent();
        Buffer source = new Buffer();
        source.write(bytes);
        FrameReader.Handler handler =
                (FrameReader.Handler)
                        Proxy.newProxyInstance(
                                GrpcCalls.class.getClassLoader(),
                                new Class<?>[] {FrameReader.Handler.class},
                                (proxy, method, arguments) -> {
                                    if (method.getName().equals("headers")) {
                                        sent.headers(
                                                (Integer) arguments[2], (List<?>) arguments[4]);
                                    } else if (method.getName().equals("data")) {
                                        sent.data
                                                .computeIfAbsent(
                                                        (Integer) arguments[1],
                                                        id -> new ByteArrayOutputStream())
                                                .write(
                                                        ((BufferedSource) arguments[2])
                                                                .readByteArray(
                                                                        (Integer) arguments[3]));
                                    }
                                    return null;
                                });
        try (FrameReader frames = new Http2().newReader(source, !caller)) {
            if (caller) {
                frames.readConnectionPreface();
            }
            boolean more = true;
            while (more) {
                more = frames.nextFrame(handler);
            }
        } catch (EOFException cut) {
            // the connection was closed within a frame
        }
        return sent;
    }

    /** Returns the calls of a connection that has ended, in the order of their begin. */
    static List<Call> of(TappedConnection connection) throws IOException {
        boolean session = connection.isSession();
        byte[] client = connection.sentByTheClient();
        byte[] engine = connection.sentByTheEngine();
        Sent asked = read(session ? engine : client, true);
        Sent answered = read(session ? client : engine, false);
        List<Call> calls = new ArrayList<>();
        asked.headers.forEach(
                (stream, headers) ->
                        calls.add(
                                new Call(
                                        headers.getOrDefault(":path", List.of("")).get(0),
                                        headers,
                                        asked.messages(stream),
                                        answered.messages(stream))));
        return calls;
    }
}
