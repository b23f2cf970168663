package io.dockerkit.junit;

import io.dockerkit.container.run.DetachedSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which names a spec refers to. Stateless and thread-safe. */
final class References {
    private References() {}

    /** Returns the names of networks, volumes and containers in a spec, its own included. */
    static Set<String> of(DetachedSpec spec) {
        Set<String> asked = new LinkedHashSet<>();
        // the same spec again: only the names that it asks for count
        DetachedSpec unused =
                spec.renamed(
                        name -> {
                            asked.add(name);
                            return name;
                        });
        return asked;
    }

    /** Returns the names that a definition refers to, without its own. */
    static Set<String> of(Definition definition) {
        if (!(definition.spec() instanceof DetachedSpec spec)) {
            return Set.of();
        }
        Set<String> asked = of(spec);
        spec.name().ifPresent(asked::remove);
        return asked;
    }

    /** Returns which of these must be started before the one. */
    @SuppressWarnings("ReferenceEquality")
    static List<Definition> before(Definition one, List<Definition> all) {
        if (!(one.spec() instanceof DetachedSpec spec)) {
            return List.of();
        }
        Set<String> asked = of(spec);
        return all.stream()
                .filter(other -> other != one && refersTo(spec, asked, other))
                .filter(other -> !isTwin(one, other))
                .toList();
    }

    private static boolean refersTo(DetachedSpec spec, Set<String> asked, Definition other) {
        return other.builds(spec.image())
                || asked.stream().anyMatch(name -> other.isCalled(name) || other.owns(name));
    }

    /** Returns for each name that a definition refers to, its own left out, which definitions have it. */
    static List<Predicate<Definition>> targets(Definition definition) {
        List<Predicate<Definition>> targets = new ArrayList<>();
        for (String name : of(definition)) {
            targets.add(other -> other.isCalled(name) || other.owns(name));
        }
        if (definition.spec() instanceof DetachedSpec spec) {
            targets.add(other -> other.builds(spec.image()));
        }
        return targets;
    }

    /** Two containers of the same name do not wait for each other. */
    private static boolean isTwin(Definition one, Definition other) {
        return other.spec() instanceof DetachedSpec && other.plainName().equals(one.plainName());
    }
}
