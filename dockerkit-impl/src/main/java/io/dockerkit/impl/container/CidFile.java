package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.InvalidOptionException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code --cidfile}: claimed before the container is created, so that two runs cannot have the same, and
 * deleted again if none is. Not thread-safe.
 */
final class CidFile implements AutoCloseable {
    private final @Nullable Path file;
    private boolean written;

    private CidFile(@Nullable Path file) {
        this.file = file;
    }

    static CidFile of(@Nullable Path file) {
        if (file != null) {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException exists) {
                throw new InvalidOptionException(
                        "--cidfile",
                        file.toString(),
                        "the file is there already: delete it, if its container is gone, or name another one");
            } catch (IOException e) {
                throw new InvalidOptionException(
                        "--cidfile", file.toString(), "the file cannot be made: " + e.getMessage());
            }
        }
        return new CidFile(file);
    }

    void write(String id) {
        if (file != null) {
            try {
                Files.writeString(file, id);
                written = true;
            } catch (ClosedByInterruptException interrupted) {
                throw new DockerInterruptedException(
                        "interrupted while writing " + file, interrupted);
            } catch (IOException e) {
                throw new DockerException(
                        "container "
                                + id
                                + " is removed again: its id cannot be written to "
                                + file,
                        e);
            }
        }
    }

    @Override
    public void close() {
        if (file != null && !written) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stays) {
                // it is empty, and the error that is on its way says more
            }
        }
    }
}
