package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The options of a run or an exec for where the streams of its {@code execute()} come from and go to: what a shell does by
 * {@code <}, {@code >} and {@code |}.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
interface StreamOptions<S> {
    /**
     * Writes standard output (with a terminal, both streams) to this stream as it comes, and keeps nothing of it: the
     * result's {@code stdout()} is empty. Written to by the thread that calls {@code execute()}, and not closed. If it
     * throws, the run ends with that error.
     */
    S stdoutTo(OutputStream out);

    /** Writes standard error to this stream, as {@link #stdoutTo(OutputStream)} does for standard output. */
    S stderrTo(OutputStream out);

    /**
     * Writes standard output (with a terminal, both streams) to this file, like {@code > file}, and keeps nothing of it: the
     * result's {@code stdout()} is empty. Each {@code execute()} creates the file, or replaces its content.
     *
     * @throws io.dockerkit.InvalidOptionException by {@code execute()}, before the engine is asked, if it is a directory, or
     *     its directory does not exist
     * @throws io.dockerkit.LocalFileException by {@code execute()}, if the file cannot be created
     */
    S stdoutTo(Path file);

    /**
     * Writes standard error to this file, as {@link #stdoutTo(Path)} does for standard output. Both may go to the same file,
     * like {@code > file 2>&1}.
     */
    S stderrTo(Path file);

    /**
     * Sets how many bytes of output are kept in memory at most, of both streams together; 64 MiB unless set. What is
     * written to a stream by {@code stdoutTo} or {@code stderrTo} does not count. Output beyond the limit ends
     * {@code execute()} with an {@link io.dockerkit.OutputLimitException}: the container of a run is killed, a command of
     * an exec keeps running. In a session it counts what is written and not read yet. Not a flag of the CLI.
     *
     * @param bytes from 1 to 2,147,483,639
     * @throws io.dockerkit.InvalidOptionException if the number is not in that range
     */
    S maxOutput(long bytes);

    /** Feeds this text, as UTF-8, to standard input and then ends it; implies {@code interactive()}. */
    S stdin(String text);

    /** Feeds these bytes to standard input and then ends it; implies {@code interactive()}. */
    S stdin(byte[] bytes);

    /**
     * Feeds a file to standard input and then ends it, like {@code < file}; implies {@code interactive()}. A file that
     * cannot be read is an error of {@code execute()}, before the engine is asked.
     */
    S stdin(Path file);

    /**
     * Feeds a stream to standard input to its end, however long it is, and then ends it; implies {@code interactive()}. It
     * is read by another thread, is not closed, and serves one {@code execute()}.
     */
    S stdin(InputStream stream);
}
