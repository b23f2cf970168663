package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumePruneSpec;
import io.dockerkit.volume.VolumeQuery;
import io.dockerkit.volume.VolumeSpec;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker volume} commands on the default connection.
 *
 * <p>Thread-safe.
 */
public final class Volumes {
    private Volumes() {}

    /**
     * Returns the spec of a new named volume: {@code docker volume create NAME}.
     *
     * <pre>{@code
     * String path = Volumes.create("data_volume").execute().mountpoint();
     * }</pre>
     *
     * @throws InvalidOptionException if the name is malformed
     */
    @CheckReturnValue
    public static VolumeSpec create(String name) {
        return Docker.deferred().volumes().create(name);
    }

    /** Returns the spec of a new volume whose name the engine chooses: {@code docker volume create}. */
    @CheckReturnValue
    public static VolumeSpec create() {
        return Docker.deferred().volumes().create();
    }

    /**
     * Reads a command line, {@code docker volume create …}, by the rules of {@link Containers#parse(String)}.
     *
     * <pre>{@code
     * Volume data = Volumes.parse("docker volume create --label team=core data_volume").execute();
     * }</pre>
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static VolumeSpec parse(String commandLine) {
        return Docker.deferred().volumes().parse(commandLine);
    }

    /** Reads the words of a command line, {@code docker volume create …}. */
    @CheckReturnValue
    public static VolumeSpec parse(List<String> words) {
        return Docker.deferred().volumes().parse(words);
    }

    /** Returns all volumes: {@code docker volume ls}. */
    public static List<Volume> list() {
        return Docker.deferred().volumes().list();
    }

    /** Returns a query with filters: {@code docker volume ls …}. */
    @CheckReturnValue
    public static VolumeQuery query() {
        return Docker.deferred().volumes().query();
    }

    /**
     * Returns the volume with this name; volumes have no ids, so a prefix is not enough.
     *
     * @throws NotFoundException if there is none
     */
    public static Volume get(String name) {
        return Docker.deferred().volumes().get(name);
    }

    /** Returns the volume with this name, or empty if there is none. */
    public static Optional<Volume> find(String name) {
        return Docker.deferred().volumes().find(name);
    }

    /** Returns the spec of a prune: {@code docker volume prune}. */
    @CheckReturnValue
    public static VolumePruneSpec prune() {
        return Docker.deferred().volumes().prune();
    }
}
