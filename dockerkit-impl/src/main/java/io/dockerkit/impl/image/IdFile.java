package io.dockerkit.impl.image;

import io.dockerkit.impl.copy.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of {@code docker build --iidfile}. One of an earlier build is removed before the build, as by the CLI, so that
 * no failed build leaves the id of another image there. Immutable.
 */
final class IdFile {
    private final String name;

    /** The empty text stands for no file. */
    IdFile(String name) {
        this.name = name;
    }

    /**
     * Checks that the file can be written, and removes what is there.
     *
     * @throws io.dockerkit.InvalidOptionException if it is no regular file, or its directory is missing
     */
    void prepare() {
        if (!name.isEmpty()) {
            Path file = Path.of(name);
            LocalFiles.requireWritable("--iidfile", file);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw LocalFiles.failed("remove", file, e);
            }
        }
    }

    void write(String id) {
        if (!name.isEmpty()) {
            Path file = Path.of(name);
            try {
                Files.writeString(file, id);
            } catch (IOException e) {
                throw LocalFiles.failed("write image id " + id + " to", file, e);
            }
        }
    }
}
