package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.Rethrown;
import io.dockerkit.spi.StdinSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a process in a thread of its own, since the process may write before it has read all. A source that cannot be read
 * to its end ends the attachment: an end of input there would have the process take half for the whole.
 *
 * <p>Thread-safe.
 */
final class Stdin implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");

    private final Duplex streams;
    private final @Nullable StdinSource source;
    private final InputEnd end;
    private volatile @Nullable DockerException failure;

    Stdin(Duplex streams, @Nullable StdinSource source, boolean tty) {
        this.streams = streams;
        this.source = source;
        this.end = new InputEnd(streams, tty);
    }

    /** Feeds the source, if any, and ends the input, so that nobody waits for more. */
    Thread start() {
        return Threads.start("dockerkit-stdin", this);
    }

    /** Notes that the process has ended its output: no more input is wanted. */
    void outputEnded() {
        end.outputEnded();
    }

    /** Throws why the source could not be read, if it could not. */
    void check() {
        DockerException why = failure;
        if (why != null) {
            throw Rethrown.here(why);
        }
    }

    @Override
    public void run() {
        StdinSource from = source;
        try {
            if (from == null || copy(from)) {
                end.tell();
                if (end.isToBeRepeated()) {
                    end.repeat();
                }
            }
        } catch (IOException | DockerException noReader) {
            // the process ended, or closed its input, before it had read all: as with a pipe at a
            // shell
            LOG.debug("the input was not taken to its end", noReader);
        }
    }

    /** Returns whether the source came to its end. */
    private boolean copy(StdinSource from) throws IOException {
        OutputStream stdin = streams.output();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = open(from)) {
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                stdin.write(buffer, 0, count);
            }
            return failure == null;
        }
    }

    private InputStream open(StdinSource from) {
        try {
            return from.open();
        } catch (IOException e) {
            fail(e);
            return InputStream.nullInputStream();
        }
    }

    private int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException | RuntimeException e) {
            fail(e);
            return -1;
        }
    }

    private void fail(Exception e) {
        failure =
                new DockerException(
                        "the input for the process, "
                                + source
                                + ", could not be read to its end: "
                                + e.getMessage(),
                        e);
        streams.close();
    }
}
