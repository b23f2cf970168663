package io.dockerkit;

import java.util.List;
import java.util.Map;

/**
 * A part of what the engine said, as JSON: the way to fields that have no accessor of their own.
 *
 * <p>Reading a field that the engine did not send is a {@link java.util.NoSuchElementException}, so that a misspelt pointer
 * does not read as 0: the message names the nearest existing field. Engines leave out some fields that have no value;
 * {@link #exists()} asks first. A field that is null reads as empty: no text, 0, false, no elements. A field of another kind
 * than asked for is a {@code NoSuchElementException}, too. The accessors of answers, {@code ContainerDetails.labels()} for
 * instance, never throw.
 *
 * <pre>{@code
 * long memory = details.at("/HostConfig/Memory").number();
 * boolean limited = details.at("/HostConfig/PidsLimit").exists();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public interface Json {
    /**
     * Returns the part at a JSON pointer (RFC 6901), for instance {@code /HostConfig/Memory}.
     *
     * <p>This does not fail for a part that is not there; reading it does.
     *
     * @throws IllegalArgumentException if the pointer is not empty and does not begin with {@code /}
     */
    Json at(String pointer);

    /** Returns whether the engine sent this part with a value; false for one that is missing or null. */
    boolean exists();

    /**
     * Returns the text of a string, number or boolean; empty for null.
     *
     * @throws java.util.NoSuchElementException if there is no such part, or it is an array or an object
     */
    String text();

    /**
     * Returns the value of a number, or of a string of digits; 0 for null. Digits behind the point are cut off, and a number
     * that 64 bits do not hold is the nearest that they do.
     *
     * @throws java.util.NoSuchElementException if there is no such part, or it is none of these
     */
    long number();

    /**
     * Returns the value of a boolean, or of the string {@code true} or {@code false}; false for null.
     *
     * @throws java.util.NoSuchElementException if there is no such part, or it is none of these
     */
    boolean bool();

    /**
     * Returns the elements of an array in their order; empty for null.
     *
     * @throws java.util.NoSuchElementException if there is no such part, or it is no array
     */
    List<Json> items();

    /**
     * Returns the fields of an object in the engine's order; empty for null.
     *
     * @throws java.util.NoSuchElementException if there is no such part, or it is no object
     */
    Map<String, Json> fields();

    /**
     * Returns the texts of an array's elements, an empty one for an array or an object; empty for null.
     *
     * @throws java.util.NoSuchElementException if there is no such part, or it is no array
     */
    List<String> texts();

    /**
     * Returns the fields of an object with their texts, an empty one for an array or an object; empty for null.
     *
     * @throws java.util.NoSuchElementException if there is no such part, or it is no object
     */
    Map<String, String> textFields();

    /** Returns the part as JSON text; empty for one that is missing. */
    @Override
    String toString();
}
