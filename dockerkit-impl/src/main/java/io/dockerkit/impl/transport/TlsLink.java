package io.dockerkit.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * A {@link Link} with TLS 1.3 or 1.2 over another one, by the JDK's {@link SSLEngine}, so that deadlines, interrupts and
 * {@link #close()} end it as they end a bare socket.
 *
 * <p>Half-close is TLS's own: {@link #shutdownOutput()} sends close_notify, which a Go program reads as the end of the
 * input, and leaves the tcp connection open both ways, as the CLI does. Reading goes on after it. The other side's end
 * counts as one only with its close_notify; a connection that just ends was cut.
 *
 * <p>As thread-safe as {@link Link} asks for: reading and writing have a lock each. What reading must answer (a change of
 * keys) is written under the lock of writing.
 */
final class TlsLink implements Link {
    private final Link below;
    private final SSLEngine engine;
    private final TlsInput input;
    private final TlsOutput output;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();

    private TlsLink(Link below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.input = new TlsInput(below, engine);
        this.output = new TlsOutput(below, engine);
    }

    /** Makes a link to a tcp port, at which the engine is to prove that it is {@code host}. */
    static TlsLink to(String host, int port, TlsMaterial material, String... protocols)
            throws IOException {
        return over(SocketLink.to(host, port), host, port, material, protocols);
    }

    /**
     * As {@link #to}, over another link that leads to the port.
     *
     * @param protocols what the connection asks for by ALPN; none: nothing, which is HTTP/1.1
     */
    static TlsLink over(
            Link below, String host, int port, TlsMaterial material, String... protocols) {
        SSLEngine engine = material.context().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setApplicationProtocols(protocols);
        if (material.verified()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return new TlsLink(below, engine);
    }

    @Override
    public void connect() throws IOException {
        below.connect();
        engine.beginHandshake();
        try {
            handshake();
        } catch (SSLException e) {
            sayGoodbye(e);
            throw e;
        }
    }

    private void handshake() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
                case NEED_TASK -> runTasks(engine);
                case NEED_WRAP -> writePending();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    Status status = input.unwrapAside();
                    if (status == Status.BUFFER_UNDERFLOW) {
                        input.fill();
                    } else if (status == Status.CLOSED) {
                        throw new EOFException("the other side ended the TLS handshake");
                    }
                }
            }
        }
    }

    /** Tells the other side why, if that can be done. */
    private void sayGoodbye(SSLException why) {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                writePending();
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    static void runTasks(SSLEngine engine) {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        reading.lock();
        try {
            ByteBuffer target = ByteBuffer.wrap(into, offset, length);
            int count = take(target);
            while (count == 0) {
                input.fill();
                count = take(target);
            }
            return count;
        } finally {
            reading.unlock();
        }
    }

    @Override
    public int readNow(byte[] into, int offset, int length) throws IOException {
        reading.lock();
        try {
            ByteBuffer target = ByteBuffer.wrap(into, offset, length);
            int count = take(target);
            while (count == 0 && input.fillNow()) {
                count = take(target);
            }
            return count;
        } finally {
            reading.unlock();
        }
    }

    /** TLS 1.3 lets the other side ask for new keys at any time: that is answered, and the taking goes on. */
    private int take(ByteBuffer target) throws IOException {
        while (true) {
            int count = input.take(target);
            HandshakeStatus wanted = engine.getHandshakeStatus();
            if (count == 0 && wanted == HandshakeStatus.NEED_TASK) {
                runTasks(engine);
            } else if (count == 0 && wanted == HandshakeStatus.NEED_WRAP) {
                writePending();
            } else {
                return count;
            }
        }
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        writing.lock();
        try {
            return output.write(ByteBuffer.wrap(from, offset, length));
        } catch (IOException e) {
            throw explained(e);
        } finally {
            writing.unlock();
        }
    }

    /** Sends what the handshake has to say, unless who had the lock before has sent it: as {@link #shutdownOutput()} does. */
    private void writePending() throws IOException {
        writing.lock();
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                output.writePending();
            }
        } finally {
            writing.unlock();
        }
    }

    /** An engine that refuses a certificate says so and goes; a write that fails then knows only that it went. */
    private IOException explained(IOException unsent) {
        if (unsent instanceof SSLException || !reading.tryLock()) {
            return unsent;
        }
        try {
            while (!input.hasPlain()) {
                Status status = input.unwrapAside();
                if (status == Status.CLOSED
                        || (status == Status.BUFFER_UNDERFLOW && !input.fillNow())) {
                    return unsent;
                }
            }
        } catch (SSLException why) {
            why.addSuppressed(unsent);
            return why;
        } catch (IOException none) {
            unsent.addSuppressed(none);
        } finally {
            reading.unlock();
        }
        return unsent;
    }

    @Override
    public void shutdownOutput() throws IOException {
        writing.lock();
        try {
            output.end();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        below.close();
    }
}
