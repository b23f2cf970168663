package io.dockerkit.container.flags;

import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code --env} means. Stateless and thread-safe. */
public final class Env {
    private Env() {}

    /** As {@link #write}, but all values of a name are kept, as the CLI sends them for an exec. */
    static void writeAll(List<String> values, RequestDraft draft) {
        values.forEach(value -> draft.add("Env", inherited(value, draft)));
    }

    /** Returns the variable, with the value of the host if it has none and the host has one. */
    static String inherited(String value, RequestDraft draft) {
        String found = draft.host().environment().get(value);
        return value.contains("=") || found == null ? value : value + "=" + found;
    }

    /**
     * A name without a value takes that of the host; where the host has none, the bare name unsets the image's. Of several
     * values for a name the last one counts.
     */
    public static void write(List<String> values, RequestDraft draft) {
        Map<String, String> byName = new LinkedHashMap<>();
        values.forEach(value -> byName.put(Words.key(value), inherited(value, draft)));
        byName.values().forEach(pair -> draft.add("Env", pair));
    }
}
