package io.dockerkit.swarm;

import io.dockerkit.Json;
import io.dockerkit.Removal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A secret of a swarm: its handle, with what the engine said about it when it was created, listed or inspected. The engine
 * gives its content only to the tasks of services that have it. Two are equal when they have the same id in the same swarm.
 *
 * <p>Thread-safe.
 */
public interface Secret {
    /** Returns the id. */
    String id();

    /** Returns the name. */
    String name();

    /** Returns the labels. */
    Map<String, String> labels();

    /** Returns when it was created; empty where the engine does not say. */
    Optional<Instant> created();

    /** Returns when it was last changed; empty where the engine does not say. */
    Optional<Instant> updated();

    /** Returns the driver that keeps its content; empty if the swarm itself does: {@code --driver}. */
    Optional<String> driver();

    /** Returns the template driver, {@code golang} for instance; empty for none: {@code --template-driver}. */
    Optional<String> templateDriver();

    /** Returns its current details: {@code docker secret inspect}. */
    Secret inspect();

    /**
     * Removes it: {@code docker secret rm}.
     *
     * @return what was removed, its id; nothing if it no longer existed
     * @throws io.dockerkit.InUseException if a service uses it; the message names the services
     */
    Removal remove();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();
}
