package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Numbers;
import io.dockerkit.compose.containers.Down;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker compose down}: stops and removes the containers of a project, dependents first, then its networks. No
 * request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * Compose.project("shop").down().volumes().removeOrphans().execute();
 * }</pre>
 *
 * <p>External networks and volumes stay.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class DownSpec extends ProjectCommand<DownSpec> implements FlagOptions<DownSpec> {
    private static final List<String> IMAGES = List.of("all", "local");

    static final FlagTable TABLE =
            new FlagTable(
                            "docker compose down",
                            List.of(
                                    Flag.toggle(
                                            "remove-orphans",
                                            "Remove containers of services that the files do not name"),
                                    Flag.one("rmi", String.join(" or ", IMAGES), "Remove images")
                                            .checked(DownSpec::images),
                                    Flag.one("timeout", "seconds", "Time before one is killed")
                                            .shorthand('t')
                                            .checked(Numbers::check),
                                    Flag.toggle("volumes", "Remove named and anonymous volumes")
                                            .shorthand('v')))
                    .flagsAnywhere();

    private DownSpec(ComposeProject project, CommandLine line) {
        super(project, line);
    }

    static DownSpec of(ComposeProject project, List<String> services) {
        return new DownSpec(project, line(TABLE, services));
    }

    @Override
    protected DownSpec with(CommandLine next) {
        return new DownSpec(project(), next);
    }

    private static String images(String value) {
        if (!IMAGES.contains(value)) {
            throw new IllegalArgumentException("it is neither all nor local");
        }
        return value;
    }

    /**
     * Removes the project's volumes, too, and the anonymous ones of its containers: {@code --volumes}. A volume that a
     * container of another project uses stays, and {@link DownReport#inUse()} has it.
     */
    public DownSpec volumes() {
        return flag("volumes", "true");
    }

    /**
     * Removes images, too: {@code --rmi}. One that is in use stays, and {@link DownReport#inUse()} has it.
     *
     * @param which {@code local} for those that were built for the project, {@code all} for all that its services use
     * @throws InvalidOptionException if it is neither
     */
    public DownSpec rmi(String which) {
        return flag("rmi", Checks.text("--rmi", "which", which));
    }

    /**
     * Removes the containers of services that the files do not name, and those of {@code run}, too: {@code
     * --remove-orphans}.
     */
    public DownSpec removeOrphans() {
        return flag("remove-orphans", "true");
    }

    /**
     * Sets how long each container has to end before it is killed, in whole seconds, rounded up, instead of its own stop
     * time-out: {@code --timeout}. Zero kills at once.
     *
     * @throws InvalidOptionException if the time is negative or longer than 876000 h
     */
    public DownSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return flag("timeout", String.valueOf(Checks.seconds("--timeout", limit)));
    }

    /**
     * Stops and removes. What no longer exists is no error, and neither is a project of which nothing exists: the report is
     * empty then.
     *
     * @throws io.dockerkit.DockerException if something could not be stopped or removed
     */
    @CanIgnoreReturnValue
    public DownReport execute() {
        Down.Request request =
                new Down.Request(
                        knownServices(),
                        isSet("volumes"),
                        line().flags().value("rmi").orElse(""),
                        isSet("remove-orphans"),
                        line().flags().value("timeout").orElse(""));
        return DownReport.of(new Down(project().resources(), request).run());
    }
}
