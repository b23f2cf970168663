package io.dockerkit.container.flags;

import java.util.Collection;
import java.util.Map;

/** Finds the ids that stand for names in the specification of a service. Thread-safe. */
public interface SwarmNames {
    /**
     * Returns the id of a network of the swarm.
     *
     * @throws io.dockerkit.NotFoundException if there is none
     */
    String network(String idOrName);

    /** Returns the ids of secrets by their names; names that no secret has are left out. */
    Map<String, String> secrets(Collection<String> names);

    /** Returns the ids of configs by their names; names that no config has are left out. */
    Map<String, String> configs(Collection<String> names);
}
