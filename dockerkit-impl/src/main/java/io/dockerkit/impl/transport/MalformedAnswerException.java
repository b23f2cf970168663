package io.dockerkit.impl.transport;

import io.dockerkit.DockerUnavailableException;
import java.nio.charset.StandardCharsets;

/** Thrown when what comes over the connection is not HTTP, or not frames, as an engine sends them. */
final class MalformedAnswerException extends DockerUnavailableException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 60;

    MalformedAnswerException(String message) {
        super(message + "; is what listens there a Docker engine?", null, true);
    }

    /** Quotes what was received, shortened, with what is not printable as {@code \xNN}. */
    static String quote(byte[] bytes, int offset, int length) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = offset; i < offset + Math.min(length, SHOWN); i++) {
            int b = bytes[i] & 0xff;
            if (b == '"' || b == '\\') {
                out.append('\\').append((char) b);
            } else if (b >= 0x20 && b < 0x7f) {
                out.append((char) b);
            } else {
                out.append(b < 0x10 ? "\\x0" : "\\x").append(Integer.toHexString(b));
            }
        }
        return out.append(length > SHOWN ? "\"..." : "\"").toString();
    }

    static String quote(String received) {
        byte[] bytes = received.getBytes(StandardCharsets.ISO_8859_1);
        return quote(bytes, 0, bytes.length);
    }
}
