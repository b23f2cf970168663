package io.dockerkit.spi;

import io.dockerkit.InvalidOptionException;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the {@link StackLoader} of this program. Stateless and thread-safe. */
public final class StackLoaders {
    private StackLoaders() {}

    /**
     * Returns the loader of the module {@code io.dockerkit.compose}.
     *
     * @param files the files that it is to read, for the error
     * @throws InvalidOptionException if it is not on the class path; the message names the dependency
     * @throws IllegalStateException if it cannot be loaded
     */
    public static StackLoader loader(List<String> files) {
        return loader(files, StackLoader.class.getClassLoader());
    }

    /** Looks with this class loader, and then with that of the thread. */
    static StackLoader loader(List<String> files, @Nullable ClassLoader own) {
        try {
            StackLoader found = first(ServiceLoader.load(StackLoader.class, own));
            if (found == null) {
                found = first(ServiceLoader.load(StackLoader.class));
            }
            if (found != null) {
                return found;
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new IllegalStateException(
                    "io.dockerkit:dockerkit-compose is there but cannot be used: "
                            + broken
                            + "; it must have the version of dockerkit-api, and org.snakeyaml:snakeyaml-engine must be on the"
                            + " class path, too",
                    broken);
        }
        throw new InvalidOptionException(
                "--compose-file",
                String.join(", ", files),
                "Compose files are read by another module: add the dependency io.dockerkit:dockerkit-compose");
    }

    private static @Nullable StackLoader first(ServiceLoader<StackLoader> loader) {
        Iterator<StackLoader> loaders = loader.iterator();
        return loaders.hasNext() ? loaders.next() : null;
    }
}
