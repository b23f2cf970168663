package io.dockerkit.impl.terminal;

import io.dockerkit.image.Progress;
import io.dockerkit.spi.TerminalBackend;
import java.io.PrintStream;

/** Draws progress on the terminal behind standard error, or on one that the program knows. Thread-safe. */
public final class TerminalProgress implements TerminalBackend {
    @Override
    public Progress console() {
        return ProgressTerminal.on(System.err);
    }

    @Override
    public Progress bars(PrintStream out, int columns, int rows) {
        return new ProgressBars(out, columns, rows, System::nanoTime);
    }
}
