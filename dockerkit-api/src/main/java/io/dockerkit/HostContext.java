package io.dockerkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The environment in which a command line is typed: the directory against which relative paths are resolved,
 * and the environment from which {@code -e NAME} inherits.
 *
 * <p>Immutable and thread-safe.
 *
 * @param directory the working directory, absolute
 * @param environment the variables that can be inherited
 */
public record HostContext(Path directory, Map<String, String> environment) {
    /** Copies the environment and resolves the directory to an absolute path. */
    public HostContext {
        Objects.requireNonNull(directory, "directory");
        directory = directory.toAbsolutePath().normalize();
        Objects.requireNonNull(environment, "environment");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = Objects.requireNonNull(variable.getKey(), "a key of environment");
            if (variable.getValue() == null) {
                throw new NullPointerException("the value of \"" + name + "\" in environment");
            }
        }
        environment = Map.copyOf(environment);
    }

    /** Returns this process's own directory and environment, as the CLI would see them. */
    public static HostContext ofThisProcess() {
        return new HostContext(directoryOf(System.getenv()), System.getenv());
    }

    /** Where the way into the directory went through a link, the shell's name of it counts, as for the CLI. */
    private static Path directoryOf(Map<String, String> environment) {
        Path own = Path.of("").toAbsolutePath();
        String named = environment.getOrDefault("PWD", "");
        try {
            boolean same = named.startsWith("/") && Files.isSameFile(Path.of(named), own);
            return same ? Path.of(named) : own;
        } catch (IOException | InvalidPathException gone) {
            return own;
        }
    }
}
