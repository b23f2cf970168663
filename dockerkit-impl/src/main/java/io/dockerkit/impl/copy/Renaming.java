package io.dockerkit.impl.copy;

import org.jspecify.annotations.Nullable;

/**
 * Gives the entries of an archive, which lie under one name, another one. Immutable and thread-safe.
 *
 * @param from the name that they lie under; {@code .} for the contents of a directory, empty for the root
 * @param to the name that they get, or null for none other
 */
record Renaming(String from, @Nullable String to) {
    /** Returns an entry's new name. */
    String apply(String entry) {
        String other = to;
        if (other == null || other.equals(from)) {
            return entry;
        }
        String clean = entry.startsWith("./") && from.equals(".") ? entry.substring(2) : entry;
        if (from.isEmpty() || from.equals(".")) {
            String rest = clean.startsWith("/") ? clean.substring(1) : clean;
            return rest.isEmpty() || rest.equals(".") ? other + "/" : other + "/" + rest;
        }
        if (clean.equals(from)) {
            return other;
        }
        return clean.startsWith(from + "/") ? other + clean.substring(from.length()) : entry;
    }
}
