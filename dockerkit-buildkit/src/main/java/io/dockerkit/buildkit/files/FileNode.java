package io.dockerkit.buildkit.files;

import io.dockerkit.impl.copy.FileState;

/**
 * A file, directory, link or device. Immutable and thread-safe.
 *
 * @param state what its file system says of it
 * @param target where a symbolic link leads, as a byte name; otherwise the empty text
 */
public record FileNode(FileState state, String target) {
    private static final int TYPE = 0170000;

    /** Returns the mode as Go numbers it. */
    long goMode() {
        int mode = state.mode();
        long go = mode & 0777;
        go |= (mode & 04000) != 0 ? 1L << 23 : 0;
        go |= (mode & 02000) != 0 ? 1L << 22 : 0;
        go |= (mode & 01000) != 0 ? 1L << 20 : 0;
        return go
                | switch (mode & TYPE) {
                    case 0040000 -> 1L << 31;
                    case 0120000 -> 1L << 27;
                    case 0060000 -> 1L << 26;
                    case 0020000 -> (1L << 26) | (1L << 21);
                    case 0010000 -> 1L << 25;
                    // files; and sockets, which fsutil sends as empty files
                    default -> 0;
                };
    }

    /** Returns whether it has a content that the engine may ask for. */
    boolean hasContent() {
        int type = state.mode() & TYPE;
        return type != 0040000
                && type != 0120000
                && type != 0060000
                && type != 0020000
                && type != 0010000;
    }

    /** Returns whether it is a block or character device. */
    boolean isDevice() {
        int type = state.mode() & TYPE;
        return type == 0060000 || type == 0020000;
    }
}
