package io.dockerkit.spi;

import io.dockerkit.engine.Context;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an implementation of DockerKit does with the docker contexts of the user, which are files: no engine is asked.
 * Applications do not meet it. Thread-safe.
 */
public interface ContextBackend {
    /** Returns all contexts, {@code default} among them, in the order of {@code docker context ls}. */
    List<Context> list();

    /** Returns the context with this name, or empty if there is none. */
    Optional<Context> find(String name);

    /** Returns the name of the current context, which need not exist. */
    String current();

    /**
     * Creates a context.
     *
     * @param from the name of the context that it copies, or null for the current one; not used where there is an endpoint
     * @param description the description, or null for that of the copied one
     * @param docker the keys and values of {@code --docker}; empty: those of the copied one
     */
    Context create(
            String name,
            @Nullable String from,
            @Nullable String description,
            Map<String, String> docker);

    /** Changes a context; null and no keys leave what is. */
    Context update(String name, @Nullable String description, Map<String, String> docker);

    /** Reads a context from an archive in a file. */
    Context importFrom(String name, Path archive);

    /** Reads a context from an archive in a stream, which stays open. */
    Context importFrom(String name, InputStream archive);
}
