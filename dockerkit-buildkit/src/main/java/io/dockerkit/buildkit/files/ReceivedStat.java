package io.dockerkit.buildkit.files;

import io.dockerkit.impl.build.wire.ProtoReader;

/**
 * What the engine says of a file that it sends. Immutable and thread-safe.
 *
 * @param path the byte name
 * @param mode the mode as Go numbers it
 * @param modified nanoseconds since 1970
 * @param link where a symbolic link leads, or the first name of the same file
 */
record ReceivedStat(String path, long mode, long modified, String link) {
    static ReceivedStat read(ProtoReader reader) {
        String path = "";
        long mode = 0;
        long modified = 0;
        String link = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> path = reader.byteName();
                case 2 -> mode = reader.number();
                case 6 -> modified = reader.number();
                case 7 -> link = reader.byteName();
                default -> {}
            }
        }
        return new ReceivedStat(path, mode, modified, link);
    }

    boolean isDirectory() {
        return (mode & (1L << 31)) != 0;
    }

    boolean isSymbolicLink() {
        return (mode & (1L << 27)) != 0;
    }

    boolean isNode() {
        return (mode & ((1L << 26) | (1L << 25) | (1L << 24))) != 0;
    }

    /** Returns the permissions as Linux numbers them. */
    int permissions() {
        int bits = (int) (mode & 0777);
        bits |= (mode & (1L << 23)) != 0 ? 04000 : 0;
        bits |= (mode & (1L << 22)) != 0 ? 02000 : 0;
        bits |= (mode & (1L << 20)) != 0 ? 01000 : 0;
        return bits;
    }
}
