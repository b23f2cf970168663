package io.dockerkit.impl.transport;

import io.dockerkit.DockerUnavailableException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes the error for an answer that is not an engine's. Stateless and thread-safe. */
public final class Malformed {
    private static final int SHOWN = 60;

    private Malformed() {}

    /** Returns the error; {@code message} says what was asked and what came, without a full stop. */
    public static DockerUnavailableException.MalformedAnswer answer(
            String message, @Nullable Throwable cause) {
        return new DockerUnavailableException.MalformedAnswer(
                message + "; is what listens there a Docker engine?", cause);
    }

    static DockerUnavailableException.MalformedAnswer answer(String message) {
        return answer(message, null);
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
