package io.dockerkit.container;

import io.dockerkit.StdinSource;
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
 */
public record ProcessStreams(
        @Nullable StdinSource stdin, @Nullable OutputStream stdout, @Nullable OutputStream stderr) {
    /** Nothing is fed, and all output is kept. */
    public static final ProcessStreams KEPT = new ProcessStreams(null, null, null);

    ProcessStreams stdin(StdinSource source) {
        return new ProcessStreams(source, stdout, stderr);
    }

    ProcessStreams stdout(OutputStream to) {
        return new ProcessStreams(stdin, to, stderr);
    }

    ProcessStreams stderr(OutputStream to) {
        return new ProcessStreams(stdin, stdout, to);
    }

    /** Checks the source, before anything is asked of the engine. */
    ProcessStreams checked() {
        if (stdin != null) {
            stdin.check();
        }
        return this;
    }
}
