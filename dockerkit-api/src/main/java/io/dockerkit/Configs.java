package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.swarm.Config;
import io.dockerkit.swarm.ConfigQuery;
import io.dockerkit.swarm.ConfigSpec;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker config} commands on the default connection. They need an engine that is a manager of a swarm.
 *
 * <p>Thread-safe.
 */
public final class Configs {
    private Configs() {}

    /**
     * Returns the spec of a new config, which needs its content: {@code docker config create NAME}.
     *
     * <pre>{@code
     * Config site = Configs.create("site.conf").file(Path.of("site.conf")).execute();
     * }</pre>
     *
     * @throws InvalidOptionException if the name is blank
     */
    @CheckReturnValue
    public static ConfigSpec create(String name) {
        return Docker.deferred().configs().create(name);
    }

    /**
     * Reads a command line, {@code docker config create …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static ConfigSpec parse(String commandLine) {
        return Docker.deferred().configs().parse(commandLine);
    }

    /** Reads the words of a command line, {@code docker config create …}. */
    @CheckReturnValue
    public static ConfigSpec parse(List<String> words) {
        return Docker.deferred().configs().parse(words);
    }

    /** Reads the words of a command line, {@code docker config create …}, typed in the given place. */
    @CheckReturnValue
    public static ConfigSpec parse(List<String> words, HostContext host) {
        return Docker.deferred().configs().parse(words, host);
    }

    /** Returns all configs: {@code docker config ls}. */
    public static List<Config> list() {
        return Docker.deferred().configs().list();
    }

    /** Returns a query with filters: {@code docker config ls …}. */
    @CheckReturnValue
    public static ConfigQuery query() {
        return Docker.deferred().configs().query();
    }

    /**
     * Returns the config with this id or name, or whose id begins so: {@code docker config inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public static Config get(String idOrName) {
        return Docker.deferred().configs().get(idOrName);
    }

    /** Returns the config with this id or name, or whose id begins so; empty if there is none. */
    public static Optional<Config> find(String idOrName) {
        return Docker.deferred().configs().find(idOrName);
    }
}
