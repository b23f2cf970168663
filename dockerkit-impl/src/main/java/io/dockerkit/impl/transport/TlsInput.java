package io.dockerkit.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** What comes over a {@link TlsLink}: the records that have come, and the rest of one that was decrypted. Not thread-safe. */
final class TlsInput {
    private static final int RECORDS = 4;

    private final Link below;
    private final SSLEngine engine;

    /** Both are kept ready to be read from. */
    private final ByteBuffer incoming;

    private ByteBuffer plain;

    TlsInput(Link below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.incoming =
                ByteBuffer.allocate(RECORDS * engine.getSession().getPacketBufferSize()).limit(0);
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
    }

    /** Takes what there is: at least a byte; 0 if more must come, or the handshake status be heeded first; -1 at the end. Never waits. */
    int take(ByteBuffer target) throws IOException {
        while (!plain.hasRemaining()) {
            // without a copy where the caller has room for any record
            boolean direct = target.remaining() >= plain.capacity();
            int start = target.position();
            SSLEngineResult.Status status = direct ? unwrap(target) : unwrapAside();
            if (target.position() > start) {
                return target.position() - start;
            }
            if (status == SSLEngineResult.Status.CLOSED) {
                return -1;
            }
            if (status == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                return 0;
            }
            if (mustBeAnswered(engine.getHandshakeStatus())) {
                return 0;
            }
        }
        int count = Math.min(target.remaining(), plain.remaining());
        target.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
        return count;
    }

    private static boolean mustBeAnswered(SSLEngineResult.HandshakeStatus status) {
        return status == SSLEngineResult.HandshakeStatus.NEED_TASK
                || status == SSLEngineResult.HandshakeStatus.NEED_WRAP;
    }

    /** Decrypts the next record and keeps what was in it; during a handshake, that is nothing. */
    SSLEngineResult.Status unwrapAside() throws SSLException {
        ByteBuffer aside = plain.clear();
        try {
            return unwrap(aside);
        } finally {
            aside.flip();
        }
    }

    private SSLEngineResult.Status unwrap(ByteBuffer into) throws SSLException {
        SSLEngineResult.Status status = engine.unwrap(incoming, into).getStatus();
        if (status == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            int needed = engine.getSession().getApplicationBufferSize();
            plain = ByteBuffer.allocate(Math.max(2 * plain.capacity(), needed)).limit(0);
        }
        return status;
    }

    /** Whether something is there to take without a look at the records. */
    boolean hasPlain() {
        return plain.hasRemaining();
    }

    /** Waits for more to come. */
    void fill() throws IOException {
        incoming.compact();
        int count = 0;
        try {
            count = below.read(incoming.array(), incoming.position(), incoming.remaining());
        } finally {
            arrived(count);
        }
        requireMore(count);
    }

    /** Takes what has come; false if that is nothing. */
    boolean fillNow() throws IOException {
        incoming.compact();
        int count = 0;
        try {
            count = below.readNow(incoming.array(), incoming.position(), incoming.remaining());
        } finally {
            arrived(count);
        }
        requireMore(count);
        return count > 0;
    }

    private void arrived(int count) {
        incoming.position(incoming.position() + Math.max(0, count)).flip();
    }

    private static void requireMore(int count) throws EOFException {
        if (count < 0) {
            throw new EOFException("the connection ended without the end that TLS has");
        }
    }
}
