package io.dockerkit.volume;

import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.spi.VolumeBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker volume} commands on one connection: what {@code Volumes} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class VolumeCommands {
    private final VolumeBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.volumes()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public VolumeCommands(VolumeBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    VolumeBackend backend() {
        return backend;
    }

    /**
     * Returns the spec of a new named volume: {@code docker volume create NAME}.
     *
     * @throws io.dockerkit.InvalidOptionException if the name is malformed
     */
    @CheckReturnValue
    public VolumeSpec create(String name) {
        return VolumeSpec.of(backend, Checks.text("volume name", "name", name));
    }

    /** Returns the spec of a new volume whose name the engine chooses: {@code docker volume create}. */
    @CheckReturnValue
    public VolumeSpec create() {
        return VolumeSpec.of(backend, "");
    }

    /**
     * Reads a command line, {@code docker volume create …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public VolumeSpec parse(String commandLine) {
        return VolumeSpec.of(backend, CommandLine.parse(commandLine, VolumeFlags.TABLE));
    }

    /** Reads the words of a command line, {@code docker volume create …}. */
    @CheckReturnValue
    public VolumeSpec parse(List<String> words) {
        return VolumeSpec.of(backend, CommandLine.parse(words, VolumeFlags.TABLE));
    }

    /** Returns all volumes: {@code docker volume ls}. */
    public List<Volume> list() {
        return query().list();
    }

    /** Returns a query with filters: {@code docker volume ls …}. */
    @CheckReturnValue
    public VolumeQuery query() {
        return VolumeQuery.of(backend);
    }

    /**
     * Returns the volume with this name; volumes have no ids, so a prefix is not enough.
     *
     * @throws NotFoundException if there is none
     */
    public Volume get(String name) {
        return backend.get(Checks.text("volume", "name", name));
    }

    /** Returns the volume with this name, or empty if there is none. */
    public Optional<Volume> find(String name) {
        try {
            return Optional.of(get(name));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** Returns the spec of a prune: {@code docker volume prune}. */
    @CheckReturnValue
    public VolumePruneSpec prune() {
        return new VolumePruneSpec(backend);
    }
}
