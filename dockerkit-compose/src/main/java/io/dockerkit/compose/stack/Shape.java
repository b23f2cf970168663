package io.dockerkit.compose.stack;

import io.dockerkit.compose.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * What a key of a file takes: reads its short and long forms into one, merges two of them, and writes it as the docker CLI
 * does. Read values are null, texts, booleans, numbers, lists and maps. Implementations are immutable and thread-safe.
 */
interface Shape {
    /**
     * Reads a value.
     *
     * @return what it stands for, or null for nothing
     * @throws io.dockerkit.InvalidOptionException if it is malformed
     */
    @Nullable Object read(YamlNode node, String path);

    /** Returns the value of two files, neither of them null; the second one counts. */
    default Object merge(Object base, Object over) {
        return isEmpty(over) ? base : over;
    }

    /** Returns whether the CLI leaves the value out where nothing tells it from one that is not there. */
    boolean isEmpty(Object value);

    /** Returns what is written for the value. */
    default @Nullable Object written(Object value) {
        return value;
    }
}
