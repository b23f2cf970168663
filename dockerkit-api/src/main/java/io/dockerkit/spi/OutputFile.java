package io.dockerkit.spi;

import io.dockerkit.InvalidOptionException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Stands for a file to which the output of a process goes; an implementation opens it for each {@code execute()}. Made by
 * specs; applications do not meet it. Immutable and thread-safe.
 */
public final class OutputFile extends OutputStream {
    private final String option;
    private final Path file;

    /**
     * Names a file.
     *
     * @param option the option as messages show it: {@code stdoutTo}
     * @param file the file, which is replaced if it exists
     */
    public OutputFile(String option, Path file) {
        this.option = Objects.requireNonNull(option, "option");
        this.file = Objects.requireNonNull(file, "file");
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Checks that its directory exists and that it is no directory itself, before anything is asked of the engine. */
    void check() {
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
            throw new InvalidOptionException(
                    option, file.toString(), "accepted form: a file in an existing directory");
        }
    }

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException("the implementation opens the file " + file);
    }
}
