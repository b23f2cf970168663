package io.dockerkit.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;

/** What can be injected. Thread-safe. */
interface Handles {
    /** There are none. */
    Handles NONE =
            new Handles() {
                @Override
                public <T> T startedAt(AnnotatedElement place, Class<T> type) {
                    throw new IllegalStateException("nothing was started for " + place);
                }

                @Override
                public <T> Map<String, T> all(Class<T> type) {
                    return Map.of();
                }

                @Override
                public List<ProjectService> services() {
                    return List.of();
                }
            };

    /** Returns what this very field or parameter has started. */
    <T> T startedAt(AnnotatedElement place, Class<T> type);

    /** Returns all handles of a type by the names of their fields; where several have the same, the innermost. */
    <T> Map<String, T> all(Class<T> type);

    /** Returns the services of all projects; where several projects have the same name, of the innermost. */
    List<ProjectService> services();
}
