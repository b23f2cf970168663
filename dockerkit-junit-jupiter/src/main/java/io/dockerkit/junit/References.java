package io.dockerkit.junit;

import io.dockerkit.container.DetachedSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which names a spec refers to. Stateless and thread-safe. */
final class References {
    private References() {}

    /** Returns the names of networks, volumes and containers in a spec, its own included. */
    static Set<String> of(DetachedSpec spec) {
        Set<String> asked = new LinkedHashSet<>();
        spec.renamed(
                name -> {
                    asked.add(name);
                    return name;
                });
        return asked;
    }

    /** Returns which of these must be there before the one. */
    static List<Definition> before(Definition one, List<Definition> all) {
        if (!(one.spec() instanceof DetachedSpec spec)) {
            return List.of();
        }
        Set<String> asked = of(spec);
        return all.stream()
                .filter(other -> !other.equals(one) && asked.contains(other.plainName()))
                .filter(other -> !isTwin(one, other))
                .toList();
    }

    /** Two containers of the same name: the engine will refuse the second, and neither waits for the other. */
    private static boolean isTwin(Definition one, Definition other) {
        return other.spec() instanceof DetachedSpec && other.plainName().equals(one.plainName());
    }
}
