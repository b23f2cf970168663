package io.dockerkit.compose.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * One document of a file of {@code docker compose}. Immutable and thread-safe.
 *
 * @param root what it says, without the values that have the tag {@code !reset}
 * @param cleared the keys that lead to the values with a tag {@code !reset} or {@code !override}: what documents before this
 *     one, and services that are extended, say there does not count
 */
public record YamlDocument(YamlNode root, List<List<String>> cleared) {
    /** Copies the lists. */
    public YamlDocument {
        List<List<String>> copies = new ArrayList<>();
        for (List<String> path : cleared) {
            copies.add(List.copyOf(path));
        }
        cleared = List.copyOf(copies);
    }
}
