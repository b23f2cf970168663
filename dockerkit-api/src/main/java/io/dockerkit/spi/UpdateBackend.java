package io.dockerkit.spi;

import java.util.List;
import java.util.Map;

/** Carries out a {@code docker update} of one container. Applications do not meet it. Thread-safe. */
@FunctionalInterface
public interface UpdateBackend {
    /**
     * Changes the limits and returns the engine's warnings.
     *
     * @param body the request's JSON
     * @param needs the flags that not every engine knows and the version of the API that brought each
     * @param commandLine the equivalent command line, for errors
     */
    List<String> update(Map<String, Object> body, Map<String, String> needs, String commandLine);
}
