package io.dockerkit.container.run;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.VolumeSyntax;
import io.dockerkit.volume.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Something to mount into a container: the value of {@code --mount}.
 *
 * <pre>{@code
 * Containers.run("ubuntu").mount(Mount.bind("/srv/data").target("/www").readOnly()).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new mount.
 */
@CheckReturnValue
public final class Mount {
    private final List<String> fields;

    private Mount(List<String> fields) {
        this.fields = fields;
    }

    /**
     * Returns a mount of a path of the engine's host, which must exist there: {@code type=bind,src=…}.
     *
     * @param source the absolute path; one that begins with a dot is taken from the directory of this process
     */
    public static Mount bind(String source) {
        Checks.text("--mount", "source", source);
        if (!source.startsWith("/") && !source.startsWith(".") && source.indexOf(':') != 1) {
            throw new InvalidOptionException(
                    "--mount",
                    source,
                    "the source of a bind mount is an absolute path of the engine's host"
                            + (VolumeSyntax.isName(source)
                                    ? "; for the volume of that name: Mount.volume(\""
                                            + source
                                            + "\")"
                                    : ""));
        }
        return new Mount(List.of("type=bind", "src=" + source));
    }

    /** Returns a mount of a path of the engine's host, which must exist there: {@code type=bind,src=…}. */
    public static Mount bind(Path source) {
        return bind(Objects.requireNonNull(source, "source").toAbsolutePath().toString());
    }

    /**
     * Returns a mount of a named volume, which is created if it is missing: {@code type=volume,src=…}.
     *
     * @throws InvalidOptionException if the name is a path; {@link #bind(String)} mounts a path
     */
    public static Mount volume(String name) {
        if (Checks.text("--mount", "name", name).startsWith("/") || name.startsWith("./")) {
            throw new InvalidOptionException(
                    "--mount",
                    name,
                    "a volume has a name and no path; for a path of the engine's host: Mount.bind(\""
                            + name
                            + "\")");
        }
        return new Mount(List.of("type=volume", "src=" + name));
    }

    /** Returns a mount of a volume: {@code type=volume,src=…}. */
    public static Mount volume(Volume volume) {
        return volume(Objects.requireNonNull(volume, "volume").name());
    }

    /** Returns a mount of a new anonymous volume: {@code type=volume}. */
    public static Mount volume() {
        return new Mount(List.of("type=volume"));
    }

    /** Returns a mount of a file system in memory: {@code type=tmpfs}. */
    public static Mount tmpfs() {
        return new Mount(List.of("type=tmpfs"));
    }

    /**
     * Sets the path in the container: {@code dst=…}.
     *
     * @throws InvalidOptionException if the path is not absolute
     */
    public Mount target(String path) {
        Checks.text("--mount", "path", path);
        if (!path.startsWith("/") && path.indexOf(':') != 1) {
            throw new InvalidOptionException(
                    "--mount",
                    path,
                    "the target of a mount is an absolute path in the container" + swapped(path));
        }
        return field("dst=" + path);
    }

    /** The two ends are easily taken for one another where the source is a path and the target a name. */
    private String swapped(String path) {
        String source = fields.size() == 2 ? fields.get(1).substring("src=".length()) : "";
        return source.startsWith("/") && VolumeSyntax.isName(path)
                ? "; did you mean Mount.volume(\"" + path + "\").target(\"" + source + "\")?"
                : "";
    }

    /** Makes it read-only: {@code readonly}. */
    public Mount readOnly() {
        return field("readonly");
    }

    /** Sets how mounts below it are passed on, {@code rslave} for instance; for bind mounts: {@code bind-propagation=…}. */
    public Mount propagation(String mode) {
        return field("bind-propagation=" + Checks.text("--mount", "mode", mode));
    }

    /** Does not copy what the image has at the target into a new volume; for volumes: {@code volume-nocopy}. */
    public Mount noCopy() {
        return field("volume-nocopy");
    }

    /** Sets the size in bytes; for file systems in memory: {@code tmpfs-size=…}. */
    public Mount size(long bytes) {
        return field("tmpfs-size=" + Checks.bytes("--mount", bytes, 1));
    }

    /** Adds any field in the CLI's own syntax: {@code option("volume-opt=type=tmpfs")}. */
    public Mount option(String field) {
        return field(Checks.text("--mount", "field", field));
    }

    private Mount field(String field) {
        List<String> next = new ArrayList<>(fields);
        next.add(field);
        return new Mount(List.copyOf(next));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mount that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Returns the mount as {@code --mount} takes it: {@code type=bind,src=/srv/data,dst=/www,readonly}. */
    @Override
    public String toString() {
        return Words.toCsv(fields);
    }
}
