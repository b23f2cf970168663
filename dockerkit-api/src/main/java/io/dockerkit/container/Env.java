package io.dockerkit.container;

import io.dockerkit.cli.RequestDraft;
import java.util.List;
import java.util.Map;

/** What {@code --env} means. Stateless and thread-safe. */
final class Env {
    private Env() {}

    /** A name without a value takes that of the host; where the host has none, the bare name unsets the image's. */
    static void write(List<String> values, RequestDraft draft) {
        Map<String, String> host = draft.host().environment();
        for (String value : values) {
            boolean inherits = !value.contains("=") && host.containsKey(value);
            draft.add("Env", inherits ? value + "=" + host.get(value) : value);
        }
    }
}
