package io.dockerkit.compose.project;

import io.dockerkit.compose.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** How the value of a key is written. Implementations are immutable and thread-safe. */
interface Shape {
    /**
     * Returns what is written for a value: a text, a boolean, a number, a list or a map.
     *
     * @return null if the value says no more than a missing key
     * @throws io.dockerkit.InvalidOptionException if the key does not take the value
     */
    @Nullable Object write(YamlNode node, String path, Form form);
}
