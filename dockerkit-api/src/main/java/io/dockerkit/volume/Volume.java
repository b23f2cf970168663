package io.dockerkit.volume;

import io.dockerkit.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume on an engine: its handle, with what the engine said about it when it was created, listed or inspected. Two are
 * equal when they have the same name on the same engine.
 *
 * <p>Thread-safe.
 */
public interface Volume {
    /** Returns the name; 64 hex digits for an anonymous one. */
    String name();

    /** Returns the driver, {@code local} unless another was chosen. */
    String driver();

    /** Returns the path of its data on the engine's host. */
    String mountpoint();

    /** Returns {@code local} or {@code global}. */
    String scope();

    /** Returns the labels. */
    Map<String, String> labels();

    /** Returns the options that its driver was given. */
    Map<String, String> options();

    /** Returns when it was created; empty where the driver does not say. */
    Optional<Instant> created();

    /** Returns its current details: {@code docker volume inspect}. */
    Volume inspect();

    /**
     * Removes it and its data: {@code docker volume rm}.
     *
     * @return whether it was removed; false if it no longer existed
     * @throws io.dockerkit.InUseException if a container, running or not, uses it; the message names them
     */
    boolean remove();

    /**
     * Removes it, also if its driver is not there any more or cannot remove it: {@code docker volume rm --force}. A volume
     * that a container uses stays.
     *
     * @return true: with this flag the engine does not say whether there was such a volume
     * @throws io.dockerkit.InUseException if a container, running or not, uses it; the message names them
     */
    boolean forceRemove();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();
}
