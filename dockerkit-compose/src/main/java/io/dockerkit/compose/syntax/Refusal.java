package io.dockerkit.compose.syntax;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlNode.Place;

/** The errors about what is in a file: all name the key's path, the file and the line. Stateless and thread-safe. */
public final class Refusal {
    private static final int LONGEST = 200;

    private Refusal() {}

    /** Returns the error about the value at a path. */
    public static InvalidOptionException of(String path, YamlNode node, String reason) {
        String shown = node.isMap() || node.isList() ? "a " + node.kind() : node.text();
        return of(path, node.place(), node.isNull() ? "null" : shown, reason);
    }

    /** Returns the error about a value at a path. */
    public static InvalidOptionException of(String path, Place place, String value, String reason) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        return new InvalidOptionException(
                (path.isEmpty() ? "the top level" : path) + " in " + place, shown, reason);
    }

    /** Returns the path of a key below a path. */
    public static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
