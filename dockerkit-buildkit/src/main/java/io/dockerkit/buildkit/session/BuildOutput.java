package io.dockerkit.buildkit.session;

import java.nio.file.Path;

/** Where the result of a build goes on this machine. Immutable and thread-safe. */
public sealed interface BuildOutput {
    /** Nowhere: the engine keeps the result, or a registry does. */
    BuildOutput NONE = new Kept();

    /** Nothing comes to this machine. */
    record Kept() implements BuildOutput {}

    /**
     * A file for an archive.
     *
     * @param path the file, which is replaced
     */
    record Archive(Path path) implements BuildOutput {}

    /**
     * A directory, into which the files are merged.
     *
     * @param path the directory
     */
    record Directory(Path path) implements BuildOutput {}
}
