package io.dockerkit.swarm;

import io.dockerkit.HostContext;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.spi.SecretBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker secret} commands on one connection: what {@code Secrets} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class SecretCommands {
    private final SecretBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.secrets()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public SecretCommands(SecretBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Returns the spec of a new secret, which needs its content: {@code docker secret create NAME}.
     *
     * @throws io.dockerkit.InvalidOptionException if the name is blank
     */
    @CheckReturnValue
    public SecretSpec create(String name) {
        return SecretSpec.of(backend, Checks.text("secret name", "name", name));
    }

    /**
     * Reads a command line, {@code docker secret create …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public SecretSpec parse(String commandLine) {
        return SecretSpec.of(backend, CommandLine.parse(commandLine, SecretSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker secret create …}. */
    @CheckReturnValue
    public SecretSpec parse(List<String> words) {
        return SecretSpec.of(backend, CommandLine.parse(words, SecretSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker secret create …}, typed in the given place. */
    @CheckReturnValue
    public SecretSpec parse(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return SecretSpec.of(backend, CommandLine.parse(words, SecretSpec.TABLE).typedIn(host));
    }

    /** Returns all secrets: {@code docker secret ls}. */
    public List<Secret> list() {
        return query().list();
    }

    /** Returns a query with filters: {@code docker secret ls …}. */
    @CheckReturnValue
    public SecretQuery query() {
        return SecretQuery.of(backend);
    }

    /**
     * Returns the secret with this id or name, or whose id begins so: {@code docker secret inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public Secret get(String idOrName) {
        return backend.get(Checks.text("secret", "idOrName", idOrName));
    }

    /** Returns the secret with this id or name, or whose id begins so; empty if there is none. */
    public Optional<Secret> find(String idOrName) {
        try {
            return Optional.of(get(idOrName));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }
}
