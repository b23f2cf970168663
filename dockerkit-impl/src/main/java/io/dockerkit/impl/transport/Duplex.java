package io.dockerkit.impl.transport;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the engine has handed over: what is written goes to the process's stdin, what is read comes from its
 * stdout and stderr (by {@link #contentType()} raw, or in frames for {@link FrameReader}).
 *
 * <p>{@link #close()} ends both ways at once, from any thread; a blocked read or write ends with an
 * {@link java.io.IOException}. One thread may read while another writes. Otherwise not thread-safe.
 */
public interface Duplex extends Closeable {
    /** The name, in the header {@code Upgrade}, of a stream of bytes that go both ways as they are. */
    String TCP = "tcp";

    /**
     * Returns what the process writes; its end is the end of the process or of the attachment. Closing it closes the
     * duplex. Reads fail as {@link Answer} says.
     */
    InputStream input();

    /**
     * Returns the process's stdin, unbuffered. Closing it is {@link #closeOutput()}. Writing throws an
     * {@link java.io.IOException} when nobody reads any more, as a broken pipe does.
     */
    OutputStream output();

    /** Ends the process's stdin, so that it reads EOF; what it writes can still be read. May be repeated. */
    void closeOutput();

    /** Returns the media type that the engine gave, see {@link MediaTypes}, or "" where it gave none. */
    String contentType();

    /**
     * Sets until when this may be read and written, in place of the deadline set before; then the connection is closed
     * and who waits, or comes next, gets a {@link io.dockerkit.DockerTimeoutException}.
     *
     * @param fromNow the time left; null: no deadline; zero or less: overdue at once
     */
    void deadline(@Nullable Duration fromNow);

    /** Ends the connection. May be repeated. */
    @Override
    void close();
}
