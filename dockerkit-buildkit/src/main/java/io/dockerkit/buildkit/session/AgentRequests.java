package io.dockerkit.buildkit.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests to an ssh agent apart: four bytes of length, then that many, of which the first says what is asked. Not
 * thread-safe.
 */
final class AgentRequests {
    /** As the agent of OpenSSH. */
    private static final int LONGEST = 256 * 1024;

    private static final int LENGTH = 4;
    private static final byte FAILURE = 5;
    private static final byte LIST_KEYS = 11;
    private static final byte SIGN = 13;

    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /** Adds bytes as they come. */
    void add(byte[] more) {
        ByteBuffer all = ByteBuffer.allocate(bytes.remaining() + more.length);
        bytes = all.put(bytes).put(more).flip();
    }

    /**
     * Returns the next request with its length, or null if it is not whole yet.
     *
     * @throws IOException if it is empty, or longer than an agent takes
     */
    byte @Nullable [] next() throws IOException {
        if (bytes.remaining() < LENGTH) {
            return null;
        }
        int length = bytes.getInt(bytes.position());
        if (length < 1 || length > LONGEST) {
            throw new IOException("a request of " + length + " bytes to the ssh agent");
        }
        if (bytes.remaining() < LENGTH + length) {
            return null;
        }
        byte[] request = new byte[LENGTH + length];
        bytes.get(request);
        return request;
    }

    /** Returns whether a request is one that uses keys and changes nothing. */
    static boolean isAllowed(byte[] request) {
        return request[LENGTH] == LIST_KEYS || request[LENGTH] == SIGN;
    }

    /** Returns the agent's answer to what it does not do. */
    static byte[] failure() {
        return new byte[] {0, 0, 0, 1, FAILURE};
    }
}
