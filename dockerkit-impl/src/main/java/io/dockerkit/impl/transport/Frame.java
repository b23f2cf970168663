package io.dockerkit.impl.transport;

/**
 * A piece of a multiplexed stream. The payload is this frame's own: nobody else writes to it.
 *
 * <p>As immutable and thread-safe as its owner leaves the array.
 *
 * @param kind whose bytes these are
 * @param payload the bytes; may be empty
 */
@SuppressWarnings(
        "ArrayRecordComponent") // copying each payload once more would halve the speed of logs
public record Frame(Kind kind, byte[] payload) {

    /** The stream that a frame belongs to. The first byte of a frame is its {@code ordinal()}. */
    public enum Kind {
        STDIN,
        STDOUT,
        STDERR,
        /** An error of the engine itself, in words, inside a stream that began well. */
        SYSTEMERR;

        private static final Kind[] ALL = values();

        static Kind of(int code) {
            return ALL[code];
        }

        static boolean known(int code) {
            return code >= 0 && code < ALL.length;
        }
    }
}
