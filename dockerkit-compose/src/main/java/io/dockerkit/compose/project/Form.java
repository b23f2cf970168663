package io.dockerkit.compose.project;

import io.dockerkit.compose.yaml.YamlWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a project is written in. The two differ in the order of free keys, and in what they leave out. */
enum Form implements Comparator<String> {
    /** {@code docker compose config --format json}, and what hashes are made of. */
    JSON,
    /** {@code docker compose config}. */
    YAML;

    /** Returns the map with keys that the user chose in the order of this form. */
    Map<String, @Nullable Object> sorted(Map<String, ? extends @Nullable Object> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>(this);
        sorted.putAll(map);
        return new LinkedHashMap<>(sorted);
    }

    /** Compares keys that the user chose: in JSON they have the order of the bytes of UTF-8. */
    @Override
    public int compare(String left, String right) {
        if (this == YAML) {
            return YamlWriter.ORDER.compare(left, right);
        }
        int at = 0;
        while (at < left.length() && at < right.length()) {
            int one = left.codePointAt(at);
            int other = right.codePointAt(at);
            if (one != other) {
                return Integer.compare(one, other);
            }
            at += Character.charCount(one);
        }
        return Integer.compare(left.length(), right.length());
    }
}
