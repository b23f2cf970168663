package io.dockerkit.container;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A process in a container and its streams, as {@code docker run -it} and {@code docker exec -it} connect them.
 *
 * <p>The streams share one connection. Reading one of them keeps the data of the other in memory until it is read.
 * {@link #close()} closes the connection: stdin ends, and the process keeps running unless it exits because of that. The
 * engine removes a container with {@code --rm} when it exits.
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

    /** Closes the process's standard input, which sends EOF. A second call has no effect. */
    void closeStdin();

    /** Returns the process's standard output; with a terminal, both streams. */
    InputStream stdout();

    /** Returns the process's standard error; empty with a terminal. */
    InputStream stderr();

    /** Sets the size of the terminal in character cells: {@code POST …/resize}. */
    void resize(int rows, int columns);

    /**
     * Waits until the process exits and returns its exit code. Its output is kept and can be read afterwards.
     *
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int await();

    /**
     * Waits until the process exits, but not longer than the time-out, and returns its exit code.
     *
     * @throws io.dockerkit.DockerTimeoutException if the time-out passes first; the process keeps running and the session
     *     stays open
     */
    int await(Duration timeout);

    /**
     * Connects the user's terminal until the process exits, and returns its exit code. Input from the terminal goes to the
     * process, its output is shown. With {@code tty()} on a Unix terminal, each key goes through at once, ctrl-C included,
     * and the process learns the terminal's size; the terminal settings are restored before this returns. Where standard
     * input is a file or a pipe, it is sent and then ended.
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
     * Detaches and leaves the process running, as ctrl-P ctrl-Q does at a terminal. With a TTY its stdin stays open, so
     * that it can be attached again. Without a TTY this is the same as {@link #close()}. The session is closed afterwards.
     */
    void detach();

    /** Returns the id of the container of the process. */
    String containerId();

    /** Closes the connection; a blocked read in another thread ends. A second call has no effect. */
    @Override
    void close();
}
