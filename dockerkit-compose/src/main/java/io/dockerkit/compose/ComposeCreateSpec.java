package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker compose create}: creates networks, volumes and containers as {@link UpSpec} does, and starts none. No file is
 * read and no request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeCreateSpec extends FileCommand<ComposeCreateSpec>
        implements FlagOptions<ComposeCreateSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose create",
                            List.of(
                                    BUILD,
                                    Flag.toggle("force-recreate", "Replace all containers"),
                                    NO_BUILD,
                                    Flag.toggle("no-recreate", "Replace no container"),
                                    PULL,
                                    QUIET_PULL,
                                    REMOVE_ORPHANS,
                                    SCALE,
                                    Flag.toggle("yes", "Replace volumes that have changed")
                                            .shorthand('y')))
                    .flagsAnywhere();

    private ComposeCreateSpec(
            Compose compose, CommandLine line, Consumer<? super ComposeProgress> progress) {
        super(compose, line, progress);
    }

    static ComposeCreateSpec of(Compose compose, List<String> services) {
        return new ComposeCreateSpec(compose, line(TABLE, services), event -> {});
    }

    @Override
    protected ComposeCreateSpec with(CommandLine next) {
        return new ComposeCreateSpec(compose(), next, progress());
    }

    /** Builds the image of each service that has a {@code build}, even if the engine has it: {@code --build}. */
    public ComposeCreateSpec build() {
        return flag("build", "true");
    }

    /** Builds no image, even if it is missing: {@code --no-build}. */
    public ComposeCreateSpec noBuild() {
        return flag("no-build", "true");
    }

    /**
     * Sets when images are pulled, instead of each service's {@code pull_policy}: {@code --pull}.
     *
     * @param policy {@code always}, {@code missing}, {@code never} or {@code build}
     * @throws InvalidOptionException if it is none of them
     */
    public ComposeCreateSpec pull(String policy) {
        return flag("pull", Checks.text("--pull", "policy", policy));
    }

    /** Does not report the progress of pulls: {@code --quiet-pull}. */
    public ComposeCreateSpec quietPull() {
        return flag("quiet-pull", "true");
    }

    /** Replaces all containers, even if nothing has changed: {@code --force-recreate}. */
    public ComposeCreateSpec forceRecreate() {
        return flag("force-recreate", "true");
    }

    /** Replaces no container, even if its configuration has changed: {@code --no-recreate}. */
    public ComposeCreateSpec noRecreate() {
        return flag("no-recreate", "true");
    }

    /** Removes containers of services that the files do not name; without it there is only a warning: {@code --remove-orphans}. */
    public ComposeCreateSpec removeOrphans() {
        return flag("remove-orphans", "true");
    }

    /**
     * Sets how many containers a service has: {@code --scale service=number}.
     *
     * @throws InvalidOptionException if the number is negative
     */
    public ComposeCreateSpec scale(String service, int number) {
        return flag("scale", scaling(service, number));
    }

    /** Replaces volumes whose configuration has changed; <b>their data is lost</b>: {@code --yes}. */
    public ComposeCreateSpec yes() {
        return flag("yes", "true");
    }

    /** Reports what happens, from several threads at the same time. Not a flag of the CLI. */
    public ComposeCreateSpec onProgress(Consumer<? super ComposeProgress> consumer) {
        return new ComposeCreateSpec(
                compose(), line(), Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Creates what is missing, replaces what has changed, and returns the handle of the project.
     *
     * @throws InvalidOptionException if a file is wrong, there is no such service, or options exclude each other; nothing is
     *     changed then
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     * @throws io.dockerkit.ImageNotFoundException if an image cannot be pulled
     * @throws io.dockerkit.BuildException if an image cannot be built
     */
    @CanIgnoreReturnValue
    public ComposeProject execute() {
        return Bringing.up(this, PublishedPorts.AS_WRITTEN, false);
    }
}
