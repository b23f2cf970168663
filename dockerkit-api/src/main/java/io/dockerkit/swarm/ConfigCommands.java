package io.dockerkit.swarm;

import io.dockerkit.HostContext;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.spi.ConfigBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker config} commands on one connection: what {@code Configs} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class ConfigCommands {
    private final ConfigBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.configs()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public ConfigCommands(ConfigBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Returns the spec of a new config, which needs its content: {@code docker config create NAME}.
     *
     * @throws io.dockerkit.InvalidOptionException if the name is blank
     */
    @CheckReturnValue
    public ConfigSpec create(String name) {
        return ConfigSpec.of(backend, Checks.text("config name", "name", name));
    }

    /**
     * Reads a command line, {@code docker config create …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public ConfigSpec parse(String commandLine) {
        return ConfigSpec.of(backend, CommandLine.parse(commandLine, ConfigSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker config create …}. */
    @CheckReturnValue
    public ConfigSpec parse(List<String> words) {
        return ConfigSpec.of(backend, CommandLine.parse(words, ConfigSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker config create …}, typed in the given place. */
    @CheckReturnValue
    public ConfigSpec parse(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return ConfigSpec.of(backend, CommandLine.parse(words, ConfigSpec.TABLE).typedIn(host));
    }

    /** Returns all configs: {@code docker config ls}. */
    public List<Config> list() {
        return query().list();
    }

    /** Returns a query with filters: {@code docker config ls …}. */
    @CheckReturnValue
    public ConfigQuery query() {
        return ConfigQuery.of(backend);
    }

    /**
     * Returns the config with this id or name, or whose id begins so: {@code docker config inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public Config get(String idOrName) {
        return backend.get(Checks.text("config", "idOrName", idOrName));
    }

    /** Returns the config with this id or name, or whose id begins so; empty if there is none. */
    public Optional<Config> find(String idOrName) {
        try {
            return Optional.of(get(idOrName));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }
}
