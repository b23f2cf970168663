package io.dockerkit.impl.transport;

import io.dockerkit.DockerInterruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * A bounded pipe from who writes a process's stdin to a transport that wants an {@link InputStream} to pump from. The
 * JDK's own pipes break when the thread that wrote last has ended, as threads of a pool do.
 *
 * <p>Thread-safe: one thread reads, another writes, any may close.
 */
final class StdinPipe {
    private final byte[] ring = new byte[64 * 1024];
    private final Object lock = new Object();
    private int start;
    private int size;
    private boolean finished;
    private boolean broken;

    /** Returns the end that the transport reads. */
    InputStream source() {
        return new Source();
    }

    /** Returns the end that is written; closing it is the EOF of the other. */
    OutputStream sink() {
        return new Sink();
    }

    /** No more will be written; what was, can still be read. */
    void finish() {
        synchronized (lock) {
            finished = true;
            lock.notifyAll();
        }
    }

    /** Nobody will read any more. */
    void breakOff() {
        synchronized (lock) {
            broken = true;
            lock.notifyAll();
        }
    }

    private int read(byte[] into, int offset, int most) {
        synchronized (lock) {
            while (size == 0 && !finished && !broken) {
                await();
            }
            if (size == 0 || broken) {
                return -1;
            }
            int count = Math.min(most, Math.min(size, ring.length - start));
            System.arraycopy(ring, start, into, offset, count);
            start = (start + count) % ring.length;
            size -= count;
            lock.notifyAll();
            return count;
        }
    }

    private void write(byte[] from, int offset, int length) throws IOException {
        synchronized (lock) {
            for (int done = 0; done < length; ) {
                while (size == ring.length && !finished && !broken) {
                    await();
                }
                if (finished || broken) {
                    throw new IOException(
                            broken ? "nobody reads this input any more" : "the input was closed");
                }
                int end = (start + size) % ring.length;
                int room = Math.min(ring.length - size, ring.length - end);
                int count = Math.min(length - done, room);
                System.arraycopy(from, offset + done, ring, end, count);
                size += count;
                done += count;
                lock.notifyAll();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // every caller loops
    private void await() {
        try {
            lock.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while a process's input was handed over", e);
        }
    }

    private final class Source extends InputStream {
        @Override
        public int read() {
            byte[] one = new byte[1];
            return StdinPipe.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int most) {
            Objects.checkFromIndexSize(offset, most, into.length);
            return most == 0 ? 0 : StdinPipe.this.read(into, offset, most);
        }

        @Override
        public void close() {
            breakOff();
        }
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            StdinPipe.this.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, from.length);
            StdinPipe.this.write(from, offset, length);
        }

        @Override
        public void close() {
            finish();
        }
    }
}
