package io.dockerkit.impl.transport;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds programs in the {@code PATH} of an environment, which need not be this process's. Stateless and thread-safe. */
public final class Programs {
    private Programs() {}

    /** Returns the program's path, or empty if there is none of that name. */
    public static Optional<String> find(String name, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        for (String directory : path.split(File.pathSeparator, -1)) {
            for (String candidate : List.of(name, name + ".exe")) {
                if (!directory.isEmpty() && isProgram(directory, candidate)) {
                    return Optional.of(Path.of(directory, candidate).toString());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isProgram(String directory, String name) {
        try {
            Path file = Path.of(directory, name);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException none) {
            return false;
        }
    }
}
