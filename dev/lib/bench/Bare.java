package io.dockerkit.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests over a unix socket with nothing around them: what a client could reach at best. For one thread. */
final class Bare implements AutoCloseable {
    private final SocketChannel channel;
    private final byte[] array = new byte[64 * 1024];
    private final ByteBuffer buffer = ByteBuffer.wrap(array).limit(0);

    Bare() throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(Peers.socket()));
    }

    /** Sends a request, with a body of that length or none, and writes the body of the answer. */
    void exchange(String line, InputStream body, long length, OutputStream to) throws IOException {
        boolean archive = line.startsWith("PUT") || line.startsWith("POST /images/load");
        String type = archive ? "application/x-tar" : "application/json";
        String about =
                body == null
                        ? ""
                        : "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n";
        String head = line + " HTTP/1.1\r\nHost: docker\r\n" + about + "\r\n";
        write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        if (body != null) {
            byte[] piece = new byte[64 * 1024];
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                write(ByteBuffer.wrap(piece, 0, count));
            }
        }
        answer(to);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void answer(OutputStream to) throws IOException {
        String status = line();
        if (!status.contains(" 20")) {
            throw new IOException(status);
        }
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            chunked |= lower.startsWith("transfer-encoding: chunked");
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
        }
        if (!chunked) {
            copy(length, to);
            return;
        }
        for (long size = Long.parseLong(line(), 16); size > 0; size = Long.parseLong(line(), 16)) {
            copy(size, to);
            line();
        }
        line();
    }

    private void copy(long length, OutputStream to) throws IOException {
        for (long left = length; left > 0; ) {
            fill();
            int count = (int) Math.min(left, buffer.remaining());
            to.write(array, buffer.position(), count);
            buffer.position(buffer.position() + count);
            left -= count;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            fill();
            int c = buffer.get();
            if (c == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) c);
        }
    }

    private void fill() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
            buffer.flip();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
