package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.container.flags.VolumeSyntax;
import io.dockerkit.volume.Volume;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What is mounted into the container.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class StorageOptions<S extends StorageOptions<S>> extends PortOptions<S> {
    /**
     * Mounts a named volume, or a path of the engine's host, at a path in the container: {@code --volume source:target}.
     *
     * @param source the name of a volume, which is created if it is missing, or an absolute path; {@code ./data} is taken
     *     from the directory of this process
     * @param target the absolute path in the container
     * @throws io.dockerkit.InvalidOptionException if the source is neither, or the target is not absolute
     */
    public S volume(String source, String target) {
        return volume(VolumeSyntax.join(source, target));
    }

    /** Mounts a volume at an absolute path in the container: {@code --volume source:target}. */
    public S volume(Volume source, String target) {
        return volume(Objects.requireNonNull(source, "source").name(), target);
    }

    /** Mounts a path of the engine's host at an absolute path in the container: {@code --volume source:target}. */
    public S volume(Path source, String target) {
        return volume(
                VolumeSyntax.join(
                        Objects.requireNonNull(source, "source").toAbsolutePath().toString(),
                        target));
    }

    /**
     * Mounts in the CLI's own syntax, {@code data:/www:ro}; {@code /data} alone is an anonymous volume: {@code --volume}.
     */
    public S volume(String spec) {
        return flag("volume", Checks.text("--volume", "spec", spec));
    }

    /** Mounts a volume, a path or a file system in memory: {@code --mount}. */
    public S mount(Mount mount) {
        return flag("mount", Objects.requireNonNull(mount, "mount").toString());
    }

    /** Mounts in the CLI's own syntax, {@code type=bind,src=/a,dst=/b,readonly}: {@code --mount}. */
    public S mount(String spec) {
        return flag("mount", Checks.text("--mount", "spec", spec));
    }

    /** Mounts a file system in memory, {@code /run} or {@code /tmp:size=64m}: {@code --tmpfs}. */
    public S tmpfs(String path) {
        return flag("tmpfs", Checks.text("--tmpfs", "path", path));
    }

    /** Makes the container's own file system read-only: {@code --read-only}. */
    public S readOnly() {
        return flag("read-only", "true");
    }

    /** Mounts what another container mounts, {@code name[:ro]}: {@code --volumes-from}. */
    public S volumesFrom(String container) {
        return flag("volumes-from", Checks.text("--volumes-from", "container", container));
    }

    /** Mounts what another container mounts: {@code --volumes-from}. */
    public S volumesFrom(Container container) {
        return volumesFrom(Objects.requireNonNull(container, "container").id());
    }

    /** Sets the driver of the container's volumes: {@code --volume-driver}. */
    public S volumeDriver(String driver) {
        return flag("volume-driver", Checks.text("--volume-driver", "driver", driver));
    }

    /** Sets an option of the storage driver, {@code size}, {@code 120G} for instance: {@code --storage-opt}. */
    public S storageOpt(String name, String value) {
        return flag("storage-opt", Checks.pair("--storage-opt", "name", name, value));
    }
}
