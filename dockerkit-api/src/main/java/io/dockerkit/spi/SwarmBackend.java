package io.dockerkit.spi;

import io.dockerkit.swarm.SwarmDetails;
import java.util.Map;
import java.util.function.BiConsumer;

/** What an implementation of DockerKit does for a swarm as a whole. Applications do not meet it. Thread-safe. */
public interface SwarmBackend extends NounBackend {
    /**
     * Begins a swarm and returns the id of the engine's node; {@code needs} has the flags that not every engine knows and
     * the version of the API that brought each.
     */
    String init(Map<String, Object> body, Map<String, String> needs, String commandLine);

    /** Lets the engine join a swarm. */
    void join(Map<String, Object> body, Map<String, String> needs, String commandLine);

    /** Lets the engine leave its swarm. */
    void leave(boolean force, String commandLine);

    /**
     * Changes the swarm.
     *
     * @param change changes the specification that the swarm has, and is told the certificate of its authority
     * @param query further parameters, {@code rotateWorkerToken} for instance
     */
    void update(
            BiConsumer<Map<String, Object>, String> change,
            Map<String, String> query,
            String commandLine);

    /** As {@link #update}; waits for the nodes' new certificates and returns that of the authority. */
    String rotateCa(BiConsumer<Map<String, Object>, String> change, String commandLine);

    /** Returns what the engine says about its swarm. */
    SwarmDetails inspect();

    /** Returns the key that unlocks managers, or the empty text if there is none. */
    String unlockKey();

    /** Unlocks the engine's manager. */
    void unlock(String key);
}
