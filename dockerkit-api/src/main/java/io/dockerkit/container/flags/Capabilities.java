package io.dockerkit.container.flags;

import io.dockerkit.cli.Flag;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Linux capabilities as the CLI sends them: in upper case, with their prefix, sorted, each once. Stateless and thread-safe. */
final class Capabilities {
    /** What takes back the capabilities of a service when it is updated. */
    static final String RESET = "RESET";

    private static final Set<String> PLAIN = Set.of("ALL", RESET);

    private Capabilities() {}

    static Flag.Writer at(String path) {
        return (values, draft) -> sorted(values).forEach(name -> draft.add(path, name));
    }

    /** Returns the names in upper case, with their prefix, sorted, each once. */
    static Set<String> sorted(List<String> values) {
        Set<String> names = new TreeSet<>();
        for (String value : values) {
            String upper = value.toUpperCase(Locale.ROOT);
            names.add(PLAIN.contains(upper) || upper.startsWith("CAP_") ? upper : "CAP_" + upper);
        }
        return names;
    }
}
