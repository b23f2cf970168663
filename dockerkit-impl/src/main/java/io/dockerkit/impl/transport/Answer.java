package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine's answer to one request: status, headers, and the body as it comes.
 *
 * <p>Closing it frees the connection; a body that was read to its end has done so already. {@link #close()} may be called
 * from another thread: a blocked read ends at once with an {@link java.io.IOException}, and no byte is handed out after.
 *
 * <p>Reading the body throws {@link io.dockerkit.IncompleteStreamException} when it is cut,
 * {@link io.dockerkit.DockerTimeoutException} and {@link io.dockerkit.DockerInterruptedException} as {@link Wire} does;
 * all are unchecked, so that no parser in between hides them.
 *
 * <p>Not thread-safe, except for {@link #close()} and {@link #deadline(Duration)}.
 */
public interface Answer extends DockerHttpClient.Response {

    /**
     * Sets until when the body may be read, in place of the deadline set before. When it passes, the connection is closed
     * and the read that waits, or the next one, fails with {@link io.dockerkit.DockerTimeoutException}.
     *
     * @param fromNow the time left; null: no deadline; zero or less: overdue at once
     */
    void deadline(@Nullable Duration fromNow);

    /**
     * Sets how long each read of the body may wait for its bytes, in place of any deadline; what the caller does between the
     * reads takes none of that time. When it passes, it is as with {@link #deadline}.
     *
     * @param each the time of each read; null: for ever
     */
    void patience(@Nullable Duration each);

    /** Returns the two-way stream, if {@link Wire#upgrade} was asked for it and the engine agreed. */
    Optional<Duplex> duplex();

    /** Returns the media type of the body in lower case and without its parameters, or "" where none was given. */
    default String contentType() {
        return MediaTypes.bare(getHeader("Content-Type"));
    }
}
