package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.container.ProcessStreams;
import io.dockerkit.impl.transport.Duplex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Feeds a process that runs to its end, and takes what it writes: to the caller's streams, or kept. Not thread-safe. */
final class Capture {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final ProcessStreams streams;

    Capture(ProcessStreams streams) {
        this.streams = streams;
    }

    /**
     * Returns when the process has written all.
     *
     * @param interactive whether its input is attached, and to be fed and ended
     */
    void run(Duplex duplex, boolean interactive, boolean tty, String what) throws IOException {
        Stdin stdin = new Stdin(duplex, streams.stdin(), tty);
        @Nullable Thread feeder = interactive ? stdin.start() : null;
        try {
            new Output(duplex.input(), tty, what)
                    .copyTo(sink(streams.stdout(), stdout), sink(streams.stderr(), stderr));
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

    private static OutputStream sink(@Nullable OutputStream callers, OutputStream kept) {
        return callers == null ? kept : callers;
    }

    byte[] stdout() {
        return stdout.toByteArray();
    }

    byte[] stderr() {
        return stderr.toByteArray();
    }

    /** Returns the end of what was kept, for messages. */
    String tail() {
        String text =
                (stdout.toString(StandardCharsets.UTF_8) + stderr.toString(StandardCharsets.UTF_8))
                        .strip();
        return text.isEmpty()
                ? "(it wrote nothing)"
                : text.substring(Math.max(0, text.length() - 1000));
    }
}
