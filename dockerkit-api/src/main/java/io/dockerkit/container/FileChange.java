package io.dockerkit.container;

import java.util.Objects;

/**
 * A file or directory that a container has and its image has otherwise, a line of {@code docker diff}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what became of it
 * @param path its path in the container
 */
public record FileChange(Kind kind, String path) {
    /** Checks that nothing is null. */
    public FileChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
    }

    /** What became of a file. */
    public enum Kind {
        /** It was changed: {@code C}. */
        MODIFIED,
        /** It was added: {@code A}. */
        ADDED,
        /** It was removed: {@code D}. */
        DELETED,
        /** Something else, which this version of DockerKit does not know: {@code ?}. */
        OTHER
    }

    /** Returns {@code A /path}, as {@code docker diff} prints it. */
    @Override
    public String toString() {
        String letter =
                switch (kind) {
                    case MODIFIED -> "C";
                    case ADDED -> "A";
                    case DELETED -> "D";
                    case OTHER -> "?";
                };
        return letter + " " + path;
    }
}
