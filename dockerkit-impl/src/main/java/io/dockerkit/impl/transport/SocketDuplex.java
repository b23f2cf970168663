package io.dockerkit.impl.transport;

import io.dockerkit.DockerException;
import io.dockerkit.impl.concurrent.Daemons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection that the engine handed over; as thread-safe as {@link Duplex} says. */
final class SocketDuplex implements Duplex {
    private final Connection connection;
    private final BodyStream input;
    private final Stdin output = new Stdin();
    private final String contentType;
    private final WireErrors errors;
    private final String what;
    private final AtomicBoolean outputClosed = new AtomicBoolean();
    private volatile @Nullable Thread pump;

    SocketDuplex(
            Connection connection,
            BodyStream input,
            String contentType,
            WireErrors errors,
            String what) {
        this.connection = connection;
        this.input = input;
        this.contentType = contentType;
        this.errors = errors;
        this.what = what;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public void deadline(@Nullable Duration fromNow) {
        connection.deadline(fromNow);
    }

    @Override
    public void closeOutput() {
        if (!outputClosed.getAndSet(true)) {
            try {
                connection.shutdownOutput();
            } catch (IOException e) {
                // nobody is left who could read EOF; who reads the output hears why
            }
        }
    }

    @Override
    public void close() {
        outputClosed.set(true);
        input.close();
        connection.end(Connection.End.CLOSED);
        Thread source = pump;
        if (source != null) {
            source.interrupt();
        }
    }

    /** Feeds the output from a stream, in a thread of its own, until the stream ends; its EOF is the process's EOF. */
    void pumpFrom(InputStream source) {
        Thread thread = Daemons.named("dockerkit-stdin").newThread(new Pump(source));
        pump = thread;
        thread.start();
    }

    private void write(byte[] from, int offset, int length) throws IOException {
        if (outputClosed.get()) {
            throw new IOException("the input of " + what + " was closed");
        }
        try {
            connection.write(from, offset, length);
        } catch (IOException e) {
            DockerException known = errors.ofThisSide(connection.ended(), "writing to " + what, e);
            if (known == null) {
                throw new IOException("the engine takes no more input for " + what, e);
            }
            connection.end(Connection.End.CLOSED);
            throw known;
        }
    }

    /** The process's stdin. */
    private final class Stdin extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            SocketDuplex.this.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, from.length);
            SocketDuplex.this.write(from, offset, length);
        }

        @Override
        public void close() {
            closeOutput();
        }
    }

    /** Copies a stream of the caller's to the process's stdin. */
    private final class Pump implements Runnable {
        private final InputStream source;

        Pump(InputStream source) {
            this.source = source;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[32 * 1024];
            try {
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    if (!written(buffer, count)) {
                        return;
                    }
                }
                closeOutput();
            } catch (IOException | RuntimeException e) {
                // an EOF here would let the process take half of its input for all of it
                input.fail(
                        new DockerException("stdin for " + what + " could not be read: " + e, e));
            }
        }

        private boolean written(byte[] buffer, int count) {
            try {
                output.write(buffer, 0, count);
                return true;
            } catch (IOException | DockerException e) {
                // the process reads no more; what it wrote, or why it ended, the reader hears
                return false;
            }
        }
    }
}
