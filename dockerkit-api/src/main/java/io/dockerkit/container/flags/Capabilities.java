package io.dockerkit.container.flags;

import io.dockerkit.cli.Flag;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Linux capabilities as the CLI sends them: in upper case, with their prefix, sorted, each once. Stateless and thread-safe. */
final class Capabilities {
    private Capabilities() {}

    static Flag.Writer at(String path) {
        return (values, draft) -> sorted(values).forEach(name -> draft.add(path, name));
    }

    private static Set<String> sorted(List<String> values) {
        Set<String> names = new TreeSet<>();
        for (String value : values) {
            String upper = value.toUpperCase(Locale.ROOT);
            names.add(upper.equals("ALL") || upper.startsWith("CAP_") ? upper : "CAP_" + upper);
        }
        return names;
    }
}
