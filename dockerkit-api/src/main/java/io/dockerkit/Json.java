package io.dockerkit;

import java.util.List;
import java.util.Map;

/**
 * A part of what the engine said, as JSON: the way to fields that have no accessor of their own. A part that is not there
 * is {@linkplain #exists() absent} and reads as empty; no accessor throws for want of a field.
 *
 * <p>Immutable and thread-safe.
 */
public interface Json {
    /**
     * Returns the part at a JSON pointer (RFC 6901), for instance {@code /HostConfig/Memory}.
     *
     * @throws IllegalArgumentException if the pointer is not empty and does not begin with {@code /}
     */
    Json at(String pointer);

    /** Returns whether the engine sent this part; a JSON null counts as absent. */
    boolean exists();

    /** Returns the text of a string, number or boolean; empty for all else. */
    String text();

    /** Returns the value of a whole number; 0 for all else. */
    long number();

    /** Returns the value of a boolean; false for all else. */
    boolean bool();

    /** Returns the elements of an array in their order; empty for all else. */
    List<Json> items();

    /** Returns the fields of an object in the engine's order; empty for all else. */
    Map<String, Json> fields();

    /** Returns the texts of an array's elements; empty for all else. */
    List<String> texts();

    /** Returns the fields of an object with their texts; empty for all else. */
    Map<String, String> textFields();

    /** Returns the part as JSON text. */
    @Override
    String toString();
}
