package io.dockerkit.impl.transport;

import java.io.IOException;

/**
 * The bare pipe of bytes below a {@link Connection}, so that the codec knows nothing of sockets.
 *
 * <p>One thread reads while another writes. {@link #close()} from any thread ends both at once with an
 * {@link IOException}; so does an interrupt, with {@link java.nio.channels.ClosedByInterruptException}.
 */
public interface Link {
    /** Makes the links of new connections. */
    @FunctionalInterface
    interface Dialer {
        /** Makes a link that is not connected yet. */
        Link open() throws IOException;
    }

    /** Connects; blocks. */
    void connect() throws IOException;

    /** Reads at least one byte; -1 at the end. Blocks. */
    int read(byte[] into, int offset, int length) throws IOException;

    /** Reads what is there without blocking: 0 if nothing, -1 at the end. Never called while another thread reads. */
    int readNow(byte[] into, int offset, int length) throws IOException;

    /** Writes at least one byte and says how many. Blocks. */
    int write(byte[] from, int offset, int length) throws IOException;

    /** Lets the other side read EOF. */
    void shutdownOutput() throws IOException;

    /** Ends both ways; never throws, may be repeated. */
    void close();
}
