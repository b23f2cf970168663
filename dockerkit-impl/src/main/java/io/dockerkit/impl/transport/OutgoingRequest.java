package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire: the bytes of its head, and its body from memory (with its length) or from a stream
 * (in chunks, unless the caller gave a Content-Length).
 *
 * <p>Not thread-safe.
 */
final class OutgoingRequest {
    /** A body up to this size goes out in one write with the head. */
    private static final int ONE_WRITE = 64 * 1024;

    private static final int PIECE = 64 * 1024;

    /** Room for the size line of a chunk: five hexadecimal digits are enough for PIECE, and a line end. */
    private static final int SIZE_LINE = 7;

    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    private final String method;
    private final String what;
    private final @Nullable String protocol;
    private final byte[] head;
    private final byte @Nullable [] bytes;
    private final @Nullable InputStream stream;
    private final long length;

    private OutgoingRequest(
            Request request,
            @Nullable String protocol,
            RequestHead head,
            byte @Nullable [] bytes,
            @Nullable InputStream stream) {
        this.method = request.method();
        this.what = NamedRequest.what(request);
        this.protocol = protocol;
        this.head = head.bytes();
        this.bytes = bytes;
        this.stream = stream;
        this.length = head.length();
    }

    /**
     * Writes the head of the request.
     *
     * @param protocol what the connection is to speak after the answer, for instance {@link Duplex#TCP}; null: HTTP still
     * @param proxied the proxy that the request is sent to, or null where it is sent to the engine
     * @throws IllegalArgumentException if the request cannot be written as HTTP
     */
    static OutgoingRequest of(
            Request request, @Nullable String protocol, @Nullable ProxiedTarget proxied) {
        byte[] bytes = request.bodyBytes();
        InputStream stream = bytes == null ? request.body() : null;
        RequestHead head = new RequestHead(request, protocol, proxied);
        if (stream != null) {
            head.streamed();
        } else {
            head.sized(bytes == null ? 0 : bytes.length);
        }
        return new OutgoingRequest(request, protocol, head, bytes, stream);
    }

    /** Returns what messages call the request. */
    String what() {
        return what;
    }

    /** Returns whether it asks that the connection speaks this protocol after the answer. */
    boolean asksFor(String other) {
        return other.equals(protocol);
    }

    boolean isHead() {
        return "HEAD".equals(method);
    }

    /** Returns whether the engine does the same if it gets this twice, and this can be sent twice. */
    boolean repeatable() {
        return stream == null && ("GET".equals(method) || isHead());
    }

    /** Sends all of it, under a deadline for each piece that the engine is to take; leaves the last deadline set. */
    void send(Connection connection, long deadline) throws IOException {
        connection.deadline(deadline);
        if (bytes != null && bytes.length > 0 && bytes.length <= ONE_WRITE) {
            byte[] all = new byte[head.length + bytes.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(bytes, 0, all, head.length, bytes.length);
            connection.write(all, 0, all.length);
            return;
        }
        connection.write(head, 0, head.length);
        if (stream != null) {
            if (length >= 0) {
                sendSized(stream, connection, deadline);
            } else {
                sendChunks(stream, connection, deadline);
            }
        } else if (bytes != null) {
            sendInPieces(bytes, connection, deadline);
        }
    }

    private static void sendInPieces(byte[] bytes, Connection connection, long deadline)
            throws IOException {
        for (int done = 0; done < bytes.length; done += PIECE) {
            connection.deadline(deadline);
            connection.write(bytes, done, Math.min(PIECE, bytes.length - done));
        }
        connection.deadline(deadline);
    }

    private void sendSized(InputStream source, Connection connection, long deadline)
            throws IOException {
        byte[] piece = new byte[PIECE];
        for (long left = length; left > 0; ) {
            int count = next(source, piece, 0, (int) Math.min(PIECE, left), connection);
            if (count < 0) {
                throw new DockerException(
                        "the body of "
                                + what
                                + " ended "
                                + left
                                + " bytes before its Content-Length of "
                                + length);
            }
            connection.deadline(deadline);
            connection.write(piece, 0, count);
            left -= count;
        }
        connection.deadline(deadline);
    }

    private void sendChunks(InputStream source, Connection connection, long deadline)
            throws IOException {
        byte[] chunk = new byte[SIZE_LINE + PIECE + 2];
        int count;
        while ((count = next(source, chunk, SIZE_LINE, PIECE, connection)) >= 0) {
            if (count > 0) {
                // size line, data and line end lie side by side, so that a chunk is one write
                int start = putSizeLine(chunk, count);
                chunk[SIZE_LINE + count] = '\r';
                chunk[SIZE_LINE + count + 1] = '\n';
                connection.deadline(deadline);
                connection.write(chunk, start, SIZE_LINE + count + 2 - start);
            }
        }
        connection.deadline(deadline);
        connection.write(LAST_CHUNK, 0, LAST_CHUNK.length);
    }

    private static int putSizeLine(byte[] chunk, int size) {
        byte[] digits = Integer.toHexString(size).getBytes(StandardCharsets.US_ASCII);
        int start = SIZE_LINE - 2 - digits.length;
        System.arraycopy(digits, 0, chunk, start, digits.length);
        chunk[SIZE_LINE - 2] = '\r';
        chunk[SIZE_LINE - 1] = '\n';
        return start;
    }

    private int next(InputStream source, byte[] into, int offset, int most, Connection connection) {
        // a slow source is not the engine's fault
        connection.liftDeadline();
        try {
            return source.read(into, offset, most);
        } catch (IOException e) {
            throw new DockerException(
                    "the body of "
                            + what
                            + " could not be read, the request was cut: "
                            + e.getMessage(),
                    e);
        }
    }

    static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
