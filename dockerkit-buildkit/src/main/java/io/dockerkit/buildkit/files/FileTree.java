package io.dockerkit.buildkit.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * A directory that a build reads. Paths are byte names, relative, with {@code /} between their parts and without {@code .}
 * and {@code ..}; the directory itself is the empty text. Implementations are thread-safe.
 */
public interface FileTree {
    /**
     * Returns the names of what is in a directory, in the order of their bytes.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such directory
     * @throws java.nio.file.NotDirectoryException if it is something else
     */
    List<String> names(String directory) throws IOException;

    /**
     * Returns what is at a path; links are not followed.
     *
     * @throws java.nio.file.NoSuchFileException if there is nothing
     */
    FileNode node(String path) throws IOException;

    /** Returns the extended attributes of a file or directory, as far as they can be read. */
    default Map<String, byte[]> attributes(String path, FileNode node) throws IOException {
        return Map.of();
    }

    /**
     * Opens a file. What is no regular file has no content; it is not opened, since a pipe would wait for a writer.
     *
     * @throws java.nio.file.NoSuchFileException if there is nothing
     */
    InputStream open(String path) throws IOException;

    /** Returns a path as it can be shown in a message. */
    String shown(String path);
}
