package io.dockerkit.junit;

import org.jspecify.annotations.Nullable;

/**
 * Recognises the types of {@code dockerkit-compose} by their names. That module is optional: only {@link ComposeProjects} uses
 * its classes, and this class decides whether that one is needed. Stateless and thread-safe.
 */
final class ComposeTypes {
    private static final String PACKAGE = "io.dockerkit.compose.";
    private static final String PROJECT = PACKAGE + "ComposeProject";
    private static final String SERVICE = PACKAGE + "ComposeService";

    private ComposeTypes() {}

    /** Returns whether it says what a project is and how it is started: a {@code Compose} or an {@code UpSpec}. */
    static boolean isSpec(@Nullable Object value) {
        String type = value == null ? "" : value.getClass().getName();
        return type.equals(PACKAGE + "Compose") || type.equals(PACKAGE + "UpSpec");
    }

    static boolean isProject(Class<?> type) {
        return type.getName().equals(PROJECT);
    }

    static boolean isService(Class<?> type) {
        return type.getName().equals(SERVICE);
    }
}
