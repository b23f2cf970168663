package io.dockerkit.impl.container;

import io.dockerkit.LocalFileException;
import io.dockerkit.spi.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files to which a process writes, open while it runs; one file serves both streams. Not thread-safe. */
final class OutputFiles implements AutoCloseable {
    private final Map<Path, OutputStream> open = new LinkedHashMap<>();

    /** Returns the stream, or that of the file for which it stands. */
    @Nullable OutputStream of(@Nullable OutputStream asked) {
        if (!(asked instanceof OutputFile named)) {
            return asked;
        }
        Path file = named.file().toAbsolutePath().normalize();
        OutputStream known = open.get(file);
        if (known == null) {
            try {
                known = Files.newOutputStream(file);
            } catch (IOException failed) {
                throw unwritable(file, failed);
            }
            open.put(file, known);
        }
        return known;
    }

    private static LocalFileException unwritable(Path file, IOException failed) {
        return new LocalFileException(
                file.toString(), "cannot write to " + file + ": " + failed, failed);
    }

    /** Closes all. */
    @Override
    public void close() {
        @Nullable LocalFileException first = null;
        for (Map.Entry<Path, OutputStream> file : open.entrySet()) {
            try {
                file.getValue().close();
            } catch (IOException failed) {
                first = first == null ? unwritable(file.getKey(), failed) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
