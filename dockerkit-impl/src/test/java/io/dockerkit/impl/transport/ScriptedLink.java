package io.dockerkit.impl.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A link in memory: each request is answered by the next answer of its script, whose pieces each come in a read of their
 * own. Who reads behind the last piece finds the end of the connection, or an error where an engine would be silent for
 * ever.
 */
final class ScriptedLink implements Link {
    private final Deque<List<byte[]>> answers;
    private final boolean ends;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int position;
    private volatile boolean closed;

    /**
     * Makes the link.
     *
     * @param ends whether the connection ends behind the last answer
     */
    ScriptedLink(boolean ends, List<List<byte[]>> answers) {
        this.ends = ends;
        this.answers = new ArrayDeque<>(answers);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void connect() throws IOException {
        requireOpen();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = readNow(into, offset, length);
        if (count == 0) {
            throw new IOException("the engine is silent");
        }
        return count;
    }

    @Override
    public int readNow(byte[] into, int offset, int length) throws IOException {
        requireOpen();
        while (!pieces.isEmpty() && position == pieces.peek().length) {
            pieces.remove();
            position = 0;
        }
        byte[] piece = pieces.peek();
        if (piece == null) {
            return ends && answers.isEmpty() ? -1 : 0;
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, into, offset, count);
        position += count;
        return count;
    }

    /** Takes a whole request: the tests' requests go out in one write. */
    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        requireOpen();
        if (answers.isEmpty()) {
            throw new IOException("Broken pipe");
        }
        pieces.addAll(answers.remove());
        return length;
    }

    @Override
    public void shutdownOutput() throws IOException {
        requireOpen();
    }

    @Override
    public void close() {
        closed = true;
    }
}
