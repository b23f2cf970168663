package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.impl.transport.Duplex;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds bytes to a process in a thread of its own, since the process may write before it has read them all. Thread-safe. */
final class Stdin implements Runnable {
    /** What a terminal takes for the end of input: ctrl-D. Half-closing would only detach from it. */
    static final byte END_OF_TRANSMISSION = 4;

    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");

    private final Duplex streams;
    private final byte[] bytes;
    private final boolean tty;

    private Stdin(Duplex streams, byte[] bytes, boolean tty) {
        this.streams = streams;
        this.bytes = bytes;
        this.tty = tty;
    }

    /** Feeds the bytes, if any, and ends the input, so that nobody waits for more. */
    static void feed(Duplex streams, byte @Nullable [] bytes, boolean tty) {
        byte[] all = bytes == null ? new byte[0] : bytes;
        Thread thread = new Thread(null, new Stdin(streams, all, tty), "dockerkit-stdin", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            OutputStream stdin = streams.output();
            stdin.write(bytes);
            end(streams, tty);
        } catch (IOException | DockerException noReader) {
            // the process ended, or closed its input, before it had read all: as with a pipe at a
            // shell
            LOG.debug("the input was not taken to its end", noReader);
        }
    }

    /** Ends the input as the process expects it. */
    static void end(Duplex streams, boolean tty) throws IOException {
        if (tty) {
            streams.output().write(END_OF_TRANSMISSION);
        } else {
            streams.closeOutput();
        }
    }
}
