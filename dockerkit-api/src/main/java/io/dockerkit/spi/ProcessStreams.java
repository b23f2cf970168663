package io.dockerkit.spi;

import io.dockerkit.OutputLimitException;
import io.dockerkit.cli.Checks;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the streams of {@code execute()} come from and go to. Made by specs; applications do not meet it.
 *
 * <p>As thread-safe as the streams are.
 *
 * @param stdin what to feed to standard input, or null for nothing
 * @param stdout where standard output goes, or null to keep it for the result
 * @param stderr where standard error goes, or null to keep it for the result
 * @param maxOutput how many bytes of both streams together are kept at most
 */
public record ProcessStreams(
        @Nullable StdinSource stdin,
        @Nullable OutputStream stdout,
        @Nullable OutputStream stderr,
        long maxOutput) {
    /** Checks the limit. */
    public ProcessStreams {
        Checks.keptBytes("maxOutput", maxOutput);
    }

    /** Nothing is fed, and all output is kept, up to the default limit. */
    public static final ProcessStreams KEPT =
            new ProcessStreams(null, null, null, OutputLimitException.DEFAULT_LIMIT);

    /** Returns streams of which nothing is fed and so many bytes are kept at most. */
    public static ProcessStreams kept(long maxOutput) {
        return KEPT.maxOutput(maxOutput);
    }

    public ProcessStreams stdin(StdinSource source) {
        return new ProcessStreams(source, stdout, stderr, maxOutput);
    }

    public ProcessStreams stdout(OutputStream to) {
        return new ProcessStreams(stdin, to, stderr, maxOutput);
    }

    public ProcessStreams stderr(OutputStream to) {
        return new ProcessStreams(stdin, stdout, to, maxOutput);
    }

    public ProcessStreams maxOutput(long bytes) {
        return new ProcessStreams(stdin, stdout, stderr, bytes);
    }

    /** Returns whether no stream is set. */
    public boolean areUnset() {
        return stdin == null && stdout == null && stderr == null;
    }

    /** Checks the source and the files, before anything is asked of the engine. */
    public ProcessStreams checked() {
        if (stdout instanceof OutputFile file) {
            file.check();
        }
        if (stderr instanceof OutputFile file) {
            file.check();
        }
        if (stdin != null) {
            stdin.check("stdin");
        }
        return this;
    }
}
