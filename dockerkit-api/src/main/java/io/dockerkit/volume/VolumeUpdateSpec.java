package io.dockerkit.volume;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.spi.VolumeBackend;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A {@code docker volume update}: a change of a cluster volume. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class VolumeUpdateSpec {
    private static final Set<String> AVAILABILITIES = Set.of("active", "pause", "drain");

    private final VolumeBackend backend;
    private final String volume;
    private final String availability;

    private VolumeUpdateSpec(VolumeBackend backend, String volume, String availability) {
        this.backend = backend;
        this.volume = volume;
        this.availability = availability;
    }

    /**
     * Creates the spec; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static VolumeUpdateSpec of(VolumeBackend backend, String volume) {
        return new VolumeUpdateSpec(
                Objects.requireNonNull(backend, "backend"),
                Objects.requireNonNull(volume, "volume"),
                "");
    }

    /**
     * Sets whether tasks can use it: {@code --availability}.
     *
     * @param state {@code active}, {@code pause} (no new tasks) or {@code drain} (no tasks)
     * @throws InvalidOptionException if it is another
     */
    public VolumeUpdateSpec availability(String state) {
        Objects.requireNonNull(state, "state");
        if (!AVAILABILITIES.contains(state)) {
            throw new InvalidOptionException(
                    "--availability", state, "accepted form: active, pause or drain");
        }
        return new VolumeUpdateSpec(backend, volume, state);
    }

    /**
     * Changes the volume.
     *
     * @throws InvalidOptionException if it is not a cluster volume
     * @throws io.dockerkit.NotFoundException if it no longer exists
     */
    public void execute() {
        backend.update(volume, availability, toCommandLine());
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return "docker volume update "
                + (availability.isEmpty() ? "" : "--availability " + availability + " ")
                + ShellQuoting.join(List.of(volume));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeUpdateSpec that
                && volume.equals(that.volume)
                && availability.equals(that.availability);
    }

    @Override
    public int hashCode() {
        return Objects.hash(volume, availability);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
