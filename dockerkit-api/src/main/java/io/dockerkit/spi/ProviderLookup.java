package io.dockerkit.spi;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the implementation of DockerKit, once. Not in a static initialiser: one that fails, perhaps because a class loader is
 * not complete yet, fails for good; here the next call looks again. Thread-safe.
 */
public final class ProviderLookup {
    private static volatile @Nullable DockerProvider found;

    private ProviderLookup() {}

    /**
     * Returns the implementation.
     *
     * @throws IllegalStateException if there is none on the class path, or it is incomplete
     */
    public static DockerProvider provider() {
        DockerProvider known = found;
        if (known == null) {
            known = load(DockerProvider.class.getClassLoader());
            found = known;
        }
        return known;
    }

    private static DockerProvider load(@Nullable ClassLoader own) {
        try {
            DockerProvider first = first(ServiceLoader.load(DockerProvider.class, own));
            if (first == null) {
                first = first(ServiceLoader.load(DockerProvider.class));
            }
            if (first != null) {
                return first;
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new IllegalStateException(
                    "the implementation of DockerKit cannot be loaded: "
                            + broken
                            + (broken.getCause() == null ? "" : " (" + broken.getCause() + ")")
                            + "; io.dockerkit:dockerkit-impl and all that it depends on must be on the class path, in the"
                            + " version of dockerkit-api (mvn dependency:tree shows it)",
                    broken);
        }
        throw new IllegalStateException(
                "no implementation of DockerKit on the class path: add the dependency io.dockerkit:dockerkit-impl; a jar"
                        + " that was made of several must keep their META-INF/services");
    }

    private static @Nullable DockerProvider first(ServiceLoader<DockerProvider> loader) {
        Iterator<DockerProvider> providers = loader.iterator();
        return providers.hasNext() ? providers.next() : null;
    }
}
