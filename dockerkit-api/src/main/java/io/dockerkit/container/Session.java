package io.dockerkit.container;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A process in a container with its streams in the caller's hands: what {@code docker run -it} and {@code docker exec -it}
 * give a person.
 *
 * <p>The streams are one connection; reading one of them keeps what belongs to the other in memory until it is read.
 * {@link #close()} lets go of the connection: the process goes on if it does not mind that its input has ended; a
 * container started with {@code --rm} is removed by the engine when it ends.
 *
 * <p>One thread may write while another reads; each stream is for one thread at a time.
 */
public interface Session extends AutoCloseable {
    /**
     * Returns the process's standard input; each write reaches the engine before it returns. Closing the stream is
     * {@link #closeStdin()}.
     *
     * @throws IllegalStateException if the spec was not {@code interactive()}
     */
    OutputStream stdin();

    /** Ends the process's standard input: its next read finds the end of the file. Does nothing the second time. */
    void closeStdin();

    /** Returns the process's standard output; with a terminal, both streams. */
    InputStream stdout();

    /** Returns the process's standard error; empty with a terminal. */
    InputStream stderr();

    /** Sets the size of the terminal in character cells: {@code POST …/resize}. */
    void resize(int rows, int columns);

    /**
     * Waits for the end of the process and returns its exit code. What it writes meanwhile is kept and can be read after.
     *
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int await();

    /**
     * Waits for the end of the process, but no longer than this, and returns its exit code.
     *
     * @throws io.dockerkit.DockerTimeoutException if it goes on; it is left running and the session stays open
     */
    int await(Duration timeout);

    /**
     * Connects this process's own terminal until the process ends, and returns its exit code: what a person types goes to
     * its input, what it writes is shown. With {@code tty()} on a Unix terminal, each key goes through at once, ctrl-C
     * included, and the process learns the terminal's size; the terminal is put back as it was before this returns. Where
     * standard input is a file or a pipe, it is sent and then ended.
     *
     * <pre>{@code
     * try (Session shell = Containers.run("ubuntu").interactive().tty().attach()) {
     *     shell.connectTerminal();
     * }
     * }</pre>
     *
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int connectTerminal();

    /**
     * Lets go of the process and leaves it running, as ctrl-P ctrl-Q at a terminal does: with a terminal its input stays
     * open, so that somebody may attach again. Without one this is {@link #close()}. The session is closed after.
     */
    void detach();

    /** Returns the id of the container that the process runs in. */
    String containerId();

    /** Lets go of the connection; a blocked read in another thread ends. Does nothing the second time. */
    @Override
    void close();
}
