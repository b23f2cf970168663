package io.dockerkit.impl.container;

import io.dockerkit.EngineException;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.transport.Frame;
import io.dockerkit.impl.transport.FrameReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a process writes: one stream where it has a terminal, frames of two otherwise. Whether it has one is known
 * from the request; the bytes are never guessed at. Not thread-safe.
 */
final class Output {
    private static final int MOST_WORDS = 64 * 1024;

    private final InputStream in;
    private final FrameReader frames;
    private final boolean tty;
    private final String what;

    Output(InputStream in, boolean tty, String what) {
        this.in = in;
        this.frames = new FrameReader(in);
        this.tty = tty;
        this.what = what;
    }

    /** Reads some bytes of one stream, as soon as there are any; -1 at the end. */
    int read(byte[] into) throws IOException {
        return read(into, 0, into.length);
    }

    /** Reads some bytes of one stream, as soon as there are any; -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (tty) {
            return in.read(into, offset, length);
        }
        int count = frames.read(into, offset, length);
        if (count >= 0 && frames.kind() == Frame.Kind.SYSTEMERR) {
            throw engineError(new String(into, offset, count, StandardCharsets.UTF_8) + rest());
        }
        return count;
    }

    /** Returns what more the engine has to say: its error may come in several reads. */
    private String rest() throws IOException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        byte[] more = new byte[1024];
        while (frames.isWithinFrame() && words.size() < MOST_WORDS) {
            int count = frames.read(more, 0, more.length);
            words.write(more, 0, Math.max(0, count));
        }
        return words.toString(StandardCharsets.UTF_8);
    }

    /** Returns whether the bytes read last were written to standard error. */
    boolean isStderr() {
        return !tty && frames.kind() == Frame.Kind.STDERR;
    }

    private EngineException engineError(String words) {
        return EngineErrors.of(0, words.strip(), "read the output of " + what, null);
    }
}
