package io.dockerkit.spi;

import io.dockerkit.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections: the one interface that an implementation of DockerKit registers for the
 * {@link java.util.ServiceLoader}. Thread-safe.
 */
public interface DockerProvider {
    /**
     * Returns a connection; the engine is not asked before the first call.
     *
     * @param host the engine's address, or null for the one that the environment names, in the CLI's order
     */
    DockerBackend connect(@Nullable String host);

    /** Looks at every place where an engine may be, and reports what each answered. */
    Diagnosis diagnose();

    /** Returns what draws on terminals. */
    TerminalBackend terminal();
}
