package io.dockerkit.compose.file;

import io.dockerkit.cli.HostFiles;
import java.io.File;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where files are read, and with which variables: that of the project, or of what it includes. Immutable and thread-safe.
 *
 * @param directory the absolute directory below which other Compose files are looked for
 * @param base the directory below which the paths in the document are: that one, or the way to it from the including project
 * @param environment the variables
 */
record Scope(String directory, String base, Map<String, String> environment)
        implements Function<String, @Nullable String> {
    Scope {
        environment = Map.copyOf(environment);
    }

    /** Returns the value of a variable, or null; on Windows, upper and lower case are the same. */
    @Nullable String lookup(String name) {
        String value = environment.get(name);
        if (value != null || File.separatorChar == '/') {
            return value;
        }
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable String apply(String name) {
        return lookup(name);
    }

    /** Returns the user's home: the variable of the system for it, or what Java says. */
    String home() {
        String home = lookup(File.separatorChar == '/' ? "HOME" : "USERPROFILE");
        return home == null || home.isEmpty() ? System.getProperty("user.home", "") : home;
    }

    /** Returns the absolute path of a file or directory. */
    String absolute(String path) {
        return PathText.isAbsolute(path) ? PathText.join("", path) : PathText.join(directory, path);
    }

    /** Returns the way from the directory to that of a file; a directory is its own. */
    String wayToDirectory(String path) {
        String local = absolute(path);
        String itsDirectory =
                Files.isDirectory(HostFiles.path(local)) ? local : PathText.parent(local);
        return PathText.relative(directory, itsDirectory);
    }
}
