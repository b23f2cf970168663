package io.dockerkit.buildkit.rpc;

import io.dockerkit.impl.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** Two ends of a connection in memory. */
public final class MemoryDuplex implements Duplex {
    private final Pipe in;
    private final Pipe out;

    private MemoryDuplex(Pipe in, Pipe out) {
        this.in = in;
        this.out = out;
    }

    /** Returns both ends. */
    public static MemoryDuplex[] pair() {
        Pipe there = new Pipe();
        Pipe back = new Pipe();
        return new MemoryDuplex[] {new MemoryDuplex(back, there), new MemoryDuplex(there, back)};
    }

    @Override
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return in.read(into, offset, length);
            }
        };
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
                out.write(Arrays.copyOfRange(from, offset, offset + length));
            }
        };
    }

    @Override
    public void closeOutput() {
        out.end();
    }

    @Override
    public String contentType() {
        return "";
    }

    @Override
    public void deadline(Duration fromNow) {
        // none
    }

    @Override
    public void close() {
        in.end();
        out.end();
    }

    private static final class Pipe {
        private static final int MOST = 64;

        private final Queue<byte[]> pieces = new ArrayDeque<>();
        private int at;
        private boolean ended;

        synchronized void write(byte[] piece) throws IOException {
            try {
                while (pieces.size() >= MOST && !ended) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            if (ended) {
                throw new IOException("Broken pipe");
            }
            if (piece.length > 0) {
                pieces.add(piece);
            }
            notifyAll();
        }

        synchronized int read(byte[] into, int offset, int length) throws IOException {
            try {
                while (pieces.isEmpty() && !ended) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            byte[] piece = pieces.peek();
            if (piece == null) {
                return -1;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, count);
            at += count;
            if (at == piece.length) {
                pieces.remove();
                at = 0;
                notifyAll();
            }
            return count;
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }
    }
}
