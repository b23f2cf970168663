package io.dockerkit.container;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is at a path of a container, as {@code docker cp} asks for it first.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the last part of the path
 * @param size the length in bytes; for anything but a file, what the file system says
 * @param type what it is
 * @param permissions the permission bits, with set-user-id, set-group-id and sticky: {@code 0644}, {@code 04755}
 * @param modified when it was last changed
 * @param linkTarget for a symbolic link, the path in the container that it leads to, links on the way resolved
 */
public record FileStat(
        String name,
        long size,
        Type type,
        int permissions,
        Instant modified,
        Optional<String> linkTarget) {
    /** Checks that nothing is null. */
    public FileStat {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(linkTarget, "linkTarget");
    }

    /** What a path names. */
    public enum Type {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        SYMBOLIC_LINK,
        /** A device, a pipe or a socket. */
        OTHER
    }

    /** Returns whether it is a directory; a link to one is none. */
    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }

    /** Returns whether it is a regular file; a link to one is none. */
    public boolean isFile() {
        return type == Type.FILE;
    }
}
