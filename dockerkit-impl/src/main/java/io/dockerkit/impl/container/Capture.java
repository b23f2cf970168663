package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.ProcessStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a process that runs to its end, and takes what it writes: to the caller's streams, or kept, up to a limit. Not
 * thread-safe.
 */
final class Capture {
    /** How a run or an exec avoids the limit. */
    static final String LIMIT_ADVICE =
            "send the output to a stream with stdoutTo(…) and stderrTo(…), or raise the limit with maxOutput(…)";

    private static final int TAIL = 1000;
    private static final long MEBIBYTE = 1024 * 1024;

    private final Kept stdout = new Kept();
    private final Kept stderr = new Kept();
    private final ProcessStreams streams;
    private long left;

    Capture(ProcessStreams streams) {
        this.streams = streams;
        this.left = streams.maxOutput();
    }

    /** The output that is to be kept is more than the limit; told as an {@link OutputLimitException}. */
    static final class Full extends IOException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("the output is larger than the limit");
        }
    }

    /** What one stream has written; both have one limit. */
    private final class Kept extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] from, int offset, int length) {
            int fits = (int) Math.min(length, left);
            super.write(from, offset, fits);
            left -= fits;
        }

        /** Returns the last bytes as text; a character that is cut at the beginning is left out. */
        synchronized String tail() {
            int from = Math.max(0, count - 4 * TAIL);
            while (from > 0 && from < count && (buf[from] & 0xc0) == 0x80) {
                from++;
            }
            return new String(buf, from, count - from, StandardCharsets.UTF_8);
        }
    }

    /**
     * Returns when the process has written all.
     *
     * @param interactive whether its input is attached, and to be fed and ended
     * @throws Full if it writes more than is to be kept
     */
    void run(Duplex duplex, boolean interactive, boolean tty, String what) throws IOException {
        try (OutputFiles files = new OutputFiles()) {
            run(
                    interactive,
                    new Output(duplex.input(), tty, what),
                    new Stdin(duplex, streams.stdin(), tty),
                    files);
        }
    }

    private void run(boolean interactive, Output output, Stdin stdin, OutputFiles files)
            throws IOException {
        OutputStream toStdout = sink(files.of(streams.stdout()), stdout);
        OutputStream toStderr = sink(files.of(streams.stderr()), stderr);
        @Nullable Thread feeder = interactive ? stdin.start() : null;
        try {
            copy(output, toStdout, toStderr);
        } catch (IOException | DockerException failed) {
            // a source that failed has closed the connection, which is the lesser news
            stdin.check();
            throw failed;
        } finally {
            stdin.outputEnded();
            if (feeder != null) {
                feeder.interrupt();
            }
        }
        stdin.check();
    }

    /** Copies all of it, unless what is to be kept is more than the limit. */
    void copy(Output output, OutputStream toStdout, OutputStream toStderr) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
            OutputStream sink = output.isStderr() ? toStderr : toStdout;
            boolean fits = !(sink instanceof Kept) || count <= left;
            sink.write(buffer, 0, count);
            if (!fits) {
                throw new Full();
            }
        }
    }

    /** Takes all that is written, without a process to feed. */
    void take(Output output) throws IOException {
        copy(output, stdout, stderr);
    }

    private static OutputStream sink(@Nullable OutputStream callers, OutputStream kept) {
        return callers == null ? kept : callers;
    }

    byte[] stdout() {
        return stdout.toByteArray();
    }

    byte[] stderr() {
        return stderr.toByteArray();
    }

    /** Returns the error for {@link Full}. */
    OutputLimitException tooMuch(String who, String consequence, String advice) {
        return tooMuch(
                streams.maxOutput(), who, consequence, advice + "; the output ends: " + tail());
    }

    static OutputLimitException tooMuch(long limit, String who, String consequence, String advice) {
        return new OutputLimitException(
                who
                        + " wrote more than "
                        + size(limit)
                        + ", the limit for output that is kept in memory"
                        + consequence
                        + "; "
                        + advice,
                limit);
    }

    private static String size(long bytes) {
        return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + " MiB" : bytes + " bytes";
    }

    /** Returns the end of what was kept, for messages. */
    String tail() {
        String text = (stdout.tail() + stderr.tail()).strip();
        return text.isEmpty()
                ? "(it wrote nothing)"
                : text.substring(Math.max(0, text.length() - TAIL));
    }
}
