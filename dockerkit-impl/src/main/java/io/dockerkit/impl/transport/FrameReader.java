package io.dockerkit.impl.transport;

import io.dockerkit.IncompleteStreamException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart the multiplexed stream of attach, exec and logs: frames of eight bytes of head (kind, three zeros, length)
 * and their payload.
 *
 * <p>Either {@link #next()} by frames, or {@link #read} into an own array with {@link #kind()}, for speed; the two may be
 * mixed. Where one frame ends and the next begins means nothing: a process's write may be cut into several frames, in the
 * middle of a character too.
 *
 * <p>Both throw {@link IncompleteStreamException} when the stream ends within a frame, a
 * {@link io.dockerkit.DockerUnavailableException} when this is no such stream, and what the stream itself throws.
 *
 * <p>Not thread-safe, except for {@link #close()}, if that of the stream is.
 */
public final class FrameReader implements Closeable {
    /** A longer frame comes in several pieces of its kind, so that no length that is claimed costs memory. */
    public static final int LARGEST_PIECE = 256 * 1024;

    private static final int HEAD = 8;
    private static final int BUFFER = 32 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private Frame.Kind kind = Frame.Kind.STDOUT;
    private long length;
    private long left;

    /** Makes a reader of a stream that begins with a frame; needs no buffering around it. */
    public FrameReader(InputStream in) {
        this.in = Objects.requireNonNull(in, "in");
    }

    /**
     * Returns the next frame, or the next piece of one that is longer than {@link #LARGEST_PIECE}; null at the end of the
     * stream. Waits for the whole piece.
     */
    public @Nullable Frame next() throws IOException {
        if (left == 0 && !nextHead()) {
            return null;
        }
        byte[] payload = new byte[(int) Math.min(left, LARGEST_PIECE)];
        for (int done = 0; done < payload.length; ) {
            done += readPayload(payload, done, payload.length - done);
        }
        return new Frame(kind, payload);
    }

    /**
     * Reads at least one byte of payload, all of one {@link #kind()}, as soon as there is some; frames without payload
     * are passed over.
     *
     * @return the number of bytes, or -1 at the end of the stream
     */
    public int read(byte[] into, int offset, int most) throws IOException {
        Objects.checkFromIndexSize(offset, most, into.length);
        if (most == 0) {
            return 0;
        }
        while (left == 0) {
            if (!nextHead()) {
                return -1;
            }
        }
        return readPayload(into, offset, most);
    }

    /** Returns whether more of the frame is to come that {@link #read} gave bytes of last. */
    public boolean isWithinFrame() {
        return left > 0;
    }

    /** Returns whose bytes {@link #read} gave last. */
    public Frame.Kind kind() {
        return kind;
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean nextHead() throws IOException {
        while (limit - position < HEAD) {
            if (!more()) {
                if (limit == position) {
                    return false;
                }
                throw new IncompleteStreamException(
                        "the stream was cut within the head of a frame: "
                                + (limit - position)
                                + " of 8 bytes had come",
                        null);
            }
        }
        int code = buffer[position];
        int padding = buffer[position + 1] | buffer[position + 2] | buffer[position + 3];
        if (!Frame.Kind.known(code) || padding != 0) {
            throw Malformed.answer(
                    "expected the head of a frame but received "
                            + Malformed.quote(buffer, position, HEAD)
                            + " (the output of a terminal has no frames)");
        }
        kind = Frame.Kind.of(code);
        length = 0;
        for (int i = 4; i < HEAD; i++) {
            length = length << 8 | (buffer[position + i] & 0xff);
        }
        left = length;
        position += HEAD;
        return true;
    }

    /** Reads more behind what the buffer holds; false at the end of the stream. */
    private boolean more() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        int count = in.read(buffer, limit, BUFFER - limit);
        limit += Math.max(0, count);
        return count >= 0;
    }

    private int readPayload(byte[] into, int offset, int most) throws IOException {
        int wanted = (int) Math.min(most, left);
        int count;
        if (position == limit && wanted >= BUFFER) {
            count = in.read(into, offset, wanted);
        } else {
            count = position < limit || more() ? Math.min(wanted, limit - position) : -1;
            if (count > 0) {
                System.arraycopy(buffer, position, into, offset, count);
                position += count;
            }
        }
        if (count < 0) {
            throw new IncompleteStreamException(
                    "the stream was cut within a frame of "
                            + kind
                            + ": "
                            + (length - left)
                            + " of "
                            + length
                            + " bytes had come",
                    null);
        }
        left -= count;
        return count;
    }
}
