package io.dockerkit.impl.build;

import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the {@link SessionBuilder} of this program. Stateless and thread-safe. */
public final class Builders {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.image");

    private Builders() {}

    /** Returns the builder of the module {@code io.dockerkit.buildkit}, if that module is there and can be used. */
    public static Optional<SessionBuilder> ofSessions() {
        // not the context's class loader: the module belongs to this one, wherever that was loaded
        ServiceLoader<SessionBuilder> loader =
                ServiceLoader.load(SessionBuilder.class, Builders.class.getClassLoader());
        try {
            Iterator<SessionBuilder> found = loader.iterator();
            return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.warn("dockerkit-buildkit is there but cannot be used: {}", e.toString());
            return Optional.empty();
        }
    }
}
