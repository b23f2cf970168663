package io.dockerkit.volume;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
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
@SuppressWarnings("exports") // what it inherits is called as its own
public final class VolumeUpdateSpec extends CommandOptions<VolumeUpdateSpec>
        implements FlagOptions<VolumeUpdateSpec> {
    private static final Set<String> AVAILABILITIES = Set.of("active", "pause", "drain");
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker volume update",
                    List.of(
                            Flag.one(
                                            "availability",
                                            "active, pause or drain",
                                            "Whether it can be used")
                                    .checked(VolumeUpdateSpec::availabilityOf)));

    private final VolumeBackend backend;

    private VolumeUpdateSpec(VolumeBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    private static String availabilityOf(String state) {
        if (!AVAILABILITIES.contains(state)) {
            throw new IllegalArgumentException("no such state");
        }
        return state;
    }

    @Override
    protected VolumeUpdateSpec with(CommandLine next) {
        return new VolumeUpdateSpec(backend, next);
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
                CommandLine.of(TABLE, List.of(Checks.text("volume", "volume", volume))));
    }

    /**
     * Sets whether tasks can use it: {@code --availability}.
     *
     * @param state {@code active}, {@code pause} (no new tasks) or {@code drain} (no tasks)
     * @throws InvalidOptionException if it is another
     */
    public VolumeUpdateSpec availability(String state) {
        return flag("availability", Checks.text("--availability", "state", state));
    }

    /**
     * Changes the volume.
     *
     * @throws InvalidOptionException if it is not a cluster volume
     * @throws io.dockerkit.NotFoundException if it no longer exists
     */
    public void execute() {
        backend.update(
                line().operand(0),
                line().flags().value("availability").orElse(""),
                toCommandLine());
    }
}
