package io.dockerkit.impl.image;

import io.dockerkit.cli.HostFiles;
import io.dockerkit.impl.copy.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that tells the result of a build: {@code --iidfile}, {@code --metadata-file}. One of an earlier build is removed
 * before the build, as by the CLI, so that no failed build leaves the result of another one there. Immutable.
 */
final class ResultFile {
    private final String option;
    private final String name;

    /** The empty text stands for no file. */
    ResultFile(String option, String name) {
        this.option = option;
        this.name = name;
    }

    /**
     * Checks that the file can be written, and removes what is there.
     *
     * @throws io.dockerkit.InvalidOptionException if it is no regular file, or its directory is missing
     */
    void prepare() {
        if (!name.isEmpty()) {
            Path file = HostFiles.path(name);
            LocalFiles.requireWritable(option, file);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw LocalFiles.failed("remove", file, e);
            }
        }
    }

    void write(String result) {
        if (!name.isEmpty()) {
            Path file = HostFiles.path(name);
            try {
                Files.writeString(file, result);
            } catch (IOException e) {
                throw LocalFiles.failed(
                        "write the result of the build, " + result + ", to", file, e);
            }
        }
    }
}
