package io.dockerkit.compose.file;

import java.util.Locale;

/** Names of projects. Stateless and thread-safe. */
final class ProjectNames {
    private ProjectNames() {}

    /** Returns the name that a project has for a text: in lower case, with only letters, digits, {@code _} and {@code -}. */
    static String normalized(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "")
                .replaceFirst("^[_-]+", "");
    }
}
