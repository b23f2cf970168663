package io.dockerkit.container.flags;

import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code --env} means. Stateless and thread-safe. */
public final class Env {
    private Env() {}

    /**
     * A name without a value takes that of the host; where the host has none, the bare name unsets the image's. Of several
     * values for a name the last one counts.
     */
    public static void write(List<String> values, RequestDraft draft) {
        Map<String, String> host = draft.host().environment();
        Map<String, String> byName = new LinkedHashMap<>();
        for (String value : values) {
            boolean inherits = !value.contains("=") && host.containsKey(value);
            byName.put(Words.key(value), inherits ? value + "=" + host.get(value) : value);
        }
        byName.values().forEach(pair -> draft.add("Env", pair));
    }
}
