package io.dockerkit.junit;

import io.dockerkit.container.Container;
import java.util.function.Supplier;

/**
 * A service of a project that a field has started. Thread-safe.
 *
 * @param field the name of the field
 * @param name the name of the service
 * @param handle its {@code ComposeService}
 * @param container looks its first container up
 */
record ProjectService(String field, String name, Object handle, Supplier<Container> container) {
    /** Returns the name that no other service has: {@code shop/db}. */
    String fullName() {
        return field + "/" + name;
    }
}
