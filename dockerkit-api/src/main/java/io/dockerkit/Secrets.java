package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.swarm.Secret;
import io.dockerkit.swarm.SecretQuery;
import io.dockerkit.swarm.SecretSpec;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker secret} commands on the default connection. They need an engine that is a manager of a swarm.
 *
 * <p>Thread-safe.
 */
public final class Secrets {
    private Secrets() {}

    /**
     * Returns the spec of a new secret, which needs its content: {@code docker secret create NAME}.
     *
     * <pre>{@code
     * Secret password = Secrets.create("db_password").content("s3cret").execute();
     * }</pre>
     *
     * @throws InvalidOptionException if the name is blank
     */
    @CheckReturnValue
    public static SecretSpec create(String name) {
        return Docker.deferred().secrets().create(name);
    }

    /**
     * Reads a command line, {@code docker secret create …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static SecretSpec parse(String commandLine) {
        return Docker.deferred().secrets().parse(commandLine);
    }

    /** Reads the words of a command line, {@code docker secret create …}. */
    @CheckReturnValue
    public static SecretSpec parse(List<String> words) {
        return Docker.deferred().secrets().parse(words);
    }

    /** Reads the words of a command line, {@code docker secret create …}, typed in the given place. */
    @CheckReturnValue
    public static SecretSpec parse(List<String> words, HostContext host) {
        return Docker.deferred().secrets().parse(words, host);
    }

    /** Returns all secrets: {@code docker secret ls}. */
    public static List<Secret> list() {
        return Docker.deferred().secrets().list();
    }

    /** Returns a query with filters: {@code docker secret ls …}. */
    @CheckReturnValue
    public static SecretQuery query() {
        return Docker.deferred().secrets().query();
    }

    /**
     * Returns the secret with this id or name, or whose id begins so: {@code docker secret inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public static Secret get(String idOrName) {
        return Docker.deferred().secrets().get(idOrName);
    }

    /** Returns the secret with this id or name, or whose id begins so; empty if there is none. */
    public static Optional<Secret> find(String idOrName) {
        return Docker.deferred().secrets().find(idOrName);
    }
}
