package io.dockerkit.spi;

import io.dockerkit.Diagnosis;
import io.dockerkit.InvalidOptionException;
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

    /**
     * Returns a connection over a client of another library; the engine is not asked before the first call.
     *
     * @param client the client, which stays open when the connection is closed
     * @param host where its engine is
     * @throws InvalidOptionException if the client is of no type that the implementation accepts
     */
    default DockerBackend wrap(Object client, String host) {
        throw new InvalidOptionException(
                "client", client.getClass().getName(), "this implementation accepts no clients");
    }

    /**
     * Returns the address of the engine that a flag of the CLI names, in the form of {@link DockerBackend#host()}.
     *
     * @param flag {@code --host} or {@code --context}
     * @param value the address, or the context's name
     * @throws InvalidOptionException if the address is malformed
     * @throws io.dockerkit.DockerUnavailableException if there is no such context
     */
    default String hostOf(String flag, String value) {
        throw new InvalidOptionException(
                flag, value, "this implementation cannot tell which engine it is");
    }

    /**
     * Returns a connection to the engine of a docker context; the engine is not asked before the first call.
     *
     * @param name the name of the context, {@code default} for instance
     */
    DockerBackend connectContext(String name);

    /** Returns the docker contexts of the user. */
    ContextBackend contexts();

    /** Looks at every place where an engine may be, and reports what each answered. */
    Diagnosis diagnose();

    /** Returns what draws on terminals. */
    TerminalBackend terminal();
}
