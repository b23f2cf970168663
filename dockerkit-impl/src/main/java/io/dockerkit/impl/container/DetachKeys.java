package io.dockerkit.impl.container;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** The keys that have an engine detach from a terminal, {@code ctrl-p,ctrl-q}, as the bytes that they type. Stateless and thread-safe. */
final class DetachKeys {
    private static final String DEFAULT = "ctrl-p,ctrl-q";

    private DetachKeys() {}

    /** Returns the bytes; the empty text stands for the engine's default. */
    static byte[] bytes(String keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String key : (keys.isEmpty() ? DEFAULT : keys).split(",", -1)) {
            String lower = key.toLowerCase(Locale.ROOT);
            boolean control = lower.startsWith("ctrl-") && lower.length() == 6;
            bytes.write(control ? lower.charAt(5) & 0x1f : key.isEmpty() ? ',' : key.charAt(0));
        }
        return bytes.toByteArray();
    }
}
