package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.engine.Context;
import io.dockerkit.engine.ContextSpec;
import io.dockerkit.spi.ContextBackend;
import io.dockerkit.spi.ProviderLookup;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker context} commands. They read and write the docker configuration of the user, {@code DOCKER_CONFIG} or
 * {@code ~/.docker}, as the docker CLI does; no engine is asked. {@link Docker#connectContext} opens a connection to the engine
 * of a context.
 *
 * <pre>{@code
 * Contexts.create("build-host").host("ssh://me@build-host").execute().use();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Contexts {
    private Contexts() {}

    private static ContextBackend backend() {
        return ProviderLookup.provider().contexts();
    }

    /**
     * Returns all contexts in the order of their names, {@code default} among them: {@code docker context ls}.
     *
     * @throws DockerException if one of them cannot be read
     */
    public static List<Context> list() {
        return backend().list();
    }

    /**
     * Returns the context with this name: {@code docker context inspect NAME}.
     *
     * @param name the name; {@code default} is the engine of {@code DOCKER_HOST}, or else that of the default socket
     * @throws NotFoundException if there is none
     */
    public static Context get(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new NotFoundException(
                                        "there is no docker context \""
                                                + name
                                                + "\"; docker context ls lists the existing contexts",
                                        0,
                                        "",
                                        "docker context inspect " + name));
    }

    /** Returns the context with this name, or empty if there is none. */
    public static Optional<Context> find(String name) {
        return backend().find(Checks.text("CONTEXT", "name", name));
    }

    /**
     * Returns the name of the context that {@link Docker#connect()} uses: {@code docker context show}. It is {@code
     * default} if {@code DOCKER_HOST} is set, else the one in {@code DOCKER_CONTEXT}, else the one in config.json. It need
     * not exist.
     */
    public static String current() {
        return backend().current();
    }

    /**
     * Returns the spec of a new context: {@code docker context create NAME}.
     *
     * @param name two or more of letters, digits, {@code _}, {@code .}, {@code +} and {@code -}, a letter or digit first; not
     *     {@code default}
     */
    @CheckReturnValue
    public static ContextSpec create(String name) {
        return ContextSpec.create(Contexts::backend, name);
    }

    /**
     * Creates a context from a file that {@code docker context export} wrote, a tar or a zip: {@code docker context import NAME
     * FILE}.
     *
     * @throws NameInUseException if there is a context with this name
     * @throws LocalFileException if the file cannot be read, or is no such file
     */
    public static Context importFrom(String name, Path archive) {
        return backend()
                .importFrom(
                        Checks.text("CONTEXT", "name", name),
                        Objects.requireNonNull(archive, "archive"));
    }

    /** Creates a context from a stream, as {@link #importFrom(String, Path)} does. It is read to its end and stays open. */
    public static Context importFrom(String name, InputStream archive) {
        return backend()
                .importFrom(
                        Checks.text("CONTEXT", "name", name),
                        Objects.requireNonNull(archive, "archive"));
    }
}
