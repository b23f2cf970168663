package io.dockerkit.compose;

import io.dockerkit.DockerException;
import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.compose.converge.ImageTransfers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker compose pull}: pulls the images of services. No file is read and no request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposePullSpec extends FileCommand<ComposePullSpec>
        implements FlagOptions<ComposePullSpec> {
    private static final List<String> POLICIES = List.of("missing", "always");

    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose pull",
                            List.of(
                                    Flag.toggle("ignore-buildable", "Leave out what can be built"),
                                    Flag.toggle("ignore-pull-failures", "Pull what can be pulled"),
                                    Flag.toggle(
                                            "include-deps",
                                            "Pull the images of what the services depend on, too"),
                                    Flag.one(
                                                    "policy",
                                                    String.join(" or ", POLICIES),
                                                    "What is pulled")
                                            .checked(ComposePullSpec::checkPolicy),
                                    Flag.toggle("quiet", "Show no progress").shorthand('q')))
                    .flagsAnywhere();

    private ComposePullSpec(
            Compose compose, CommandLine line, Consumer<? super ComposeProgress> progress) {
        super(compose, line, progress);
    }

    static ComposePullSpec of(Compose compose, List<String> services) {
        return new ComposePullSpec(compose, line(TABLE, services), event -> {});
    }

    @Override
    protected ComposePullSpec with(CommandLine next) {
        return new ComposePullSpec(compose(), next, progress());
    }

    private static String checkPolicy(String value) {
        if (!POLICIES.contains(value)) {
            throw new IllegalArgumentException("it is neither missing nor always");
        }
        return value;
    }

    /** Leaves out images that can be built: {@code --ignore-buildable}. */
    public ComposePullSpec ignoreBuildable() {
        return flag("ignore-buildable", "true");
    }

    /** Pulls what can be pulled, and reports failures as warnings: {@code --ignore-pull-failures}. */
    public ComposePullSpec ignorePullFailures() {
        return flag("ignore-pull-failures", "true");
    }

    /** Pulls the images of services that the given ones depend on, too: {@code --include-deps}. */
    public ComposePullSpec includeDeps() {
        return flag("include-deps", "true");
    }

    /**
     * Sets what is pulled, instead of each service's {@code pull_policy}: {@code --policy}.
     *
     * @param which {@code missing} or {@code always}
     * @throws InvalidOptionException if it is neither
     */
    public ComposePullSpec policy(String which) {
        return flag("policy", Checks.text("--policy", "which", which));
    }

    /** Does not report the progress: {@code --quiet}. */
    public ComposePullSpec quiet() {
        return flag("quiet", "true");
    }

    /** Reports what happens, from several threads at the same time. Not a flag of the CLI. */
    public ComposePullSpec onProgress(Consumer<? super ComposeProgress> consumer) {
        return new ComposePullSpec(compose(), line(), Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Pulls, and returns the ids of the images that were pulled by the names of their services. An image that several services
     * have is pulled once.
     *
     * @throws InvalidOptionException if a file is wrong, or there is no such service; nothing is changed then
     * @throws io.dockerkit.ImageNotFoundException if an image cannot be pulled, nor built
     */
    @CanIgnoreReturnValue
    public Map<String, String> execute() {
        try {
            return ImageTransfers.on(compose().docker(), report())
                    .pull(
                            project(),
                            services(),
                            isSet("include-deps"),
                            value("policy"),
                            isSet("ignore-buildable"),
                            isSet("ignore-pull-failures"),
                            isSet("quiet"));
        } catch (DockerException failed) {
            throw failed.during(toString());
        }
    }
}
