package io.dockerkit.spi;

import io.dockerkit.image.Progress;
import java.io.PrintStream;

/** What an implementation of DockerKit draws on terminals. Thread-safe. */
public interface TerminalBackend {
    /** Returns a progress for standard error: bars if that is a terminal, else lines. */
    Progress console();

    /** Returns a progress that draws bars; the terminal has two columns and two rows at least. */
    Progress bars(PrintStream out, int columns, int rows);
}
