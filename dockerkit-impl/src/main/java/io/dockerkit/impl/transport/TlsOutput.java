package io.dockerkit.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import org.jspecify.annotations.Nullable;

/** What goes over a {@link TlsLink}. Not thread-safe. */
final class TlsOutput {
    /** So many go out with one call of the system. */
    private static final int RECORDS = 4;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Link below;
    private final SSLEngine engine;
    private final int record;
    private final ByteBuffer outgoing;
    private @Nullable IOException broken;

    TlsOutput(Link below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.record = engine.getSession().getPacketBufferSize();
        this.outgoing = ByteBuffer.allocate(RECORDS * record);
    }

    /** Encrypts and sends at least one byte, and says how many. */
    int write(ByteBuffer source) throws IOException {
        requireWhole();
        int start = source.position();
        outgoing.clear();
        while (source.hasRemaining() && outgoing.remaining() >= record) {
            SSLEngineResult result = engine.wrap(source, outgoing);
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new EOFException("the output was closed");
            }
            TlsLink.runTasks(engine);
        }
        send();
        return source.position() - start;
    }

    /** Sends what the handshake has to say. */
    void writePending() throws IOException {
        outgoing.clear();
        SSLEngineResult.Status status = engine.wrap(NOTHING, outgoing).getStatus();
        if (outgoing.position() == 0 && status == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("the TLS connection is closed");
        }
        send();
    }

    /** Sends close_notify, after which there is nothing more to send. */
    void end() throws IOException {
        requireWhole();
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            writePending();
        }
    }

    /** Sends the records. Where only some of their bytes went, the next write fails, so that this one counts as sent. */
    private void send() throws IOException {
        outgoing.flip();
        while (outgoing.hasRemaining()) {
            try {
                int count =
                        below.write(outgoing.array(), outgoing.position(), outgoing.remaining());
                outgoing.position(outgoing.position() + count);
            } catch (IOException e) {
                if (outgoing.position() == 0) {
                    throw e;
                }
                broken = e;
                return;
            }
        }
    }

    private void requireWhole() throws IOException {
        IOException before = broken;
        if (before != null) {
            throw before;
        }
    }
}
