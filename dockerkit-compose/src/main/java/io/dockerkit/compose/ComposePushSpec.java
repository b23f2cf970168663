package io.dockerkit.compose;

import io.dockerkit.DockerException;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.compose.converge.ImageTransfers;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker compose push}: pushes the images of services that have both a {@code build} and an {@code image}, and the tags
 * of their builds. No file is read and no request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposePushSpec extends FileCommand<ComposePushSpec>
        implements FlagOptions<ComposePushSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose push",
                            List.of(
                                    Flag.toggle("ignore-push-failures", "Push what can be pushed"),
                                    Flag.toggle(
                                            "include-deps",
                                            "Push the images of what the services depend on, too"),
                                    Flag.toggle("quiet", "Show no progress").shorthand('q')))
                    .flagsAnywhere();

    private ComposePushSpec(
            Compose compose, CommandLine line, Consumer<? super ComposeProgress> progress) {
        super(compose, line, progress);
    }

    static ComposePushSpec of(Compose compose, List<String> services) {
        return new ComposePushSpec(compose, line(TABLE, services), event -> {});
    }

    @Override
    protected ComposePushSpec with(CommandLine next) {
        return new ComposePushSpec(compose(), next, progress());
    }

    /** Pushes what can be pushed, and reports failures as warnings: {@code --ignore-push-failures}. */
    public ComposePushSpec ignorePushFailures() {
        return flag("ignore-push-failures", "true");
    }

    /** Pushes the images of services that the given ones depend on, too: {@code --include-deps}. */
    public ComposePushSpec includeDeps() {
        return flag("include-deps", "true");
    }

    /** Does not report the progress: {@code --quiet}. */
    public ComposePushSpec quiet() {
        return flag("quiet", "true");
    }

    /** Reports what happens, from several threads at the same time. Not a flag of the CLI. */
    public ComposePushSpec onProgress(Consumer<? super ComposeProgress> consumer) {
        return new ComposePushSpec(compose(), line(), Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Pushes, and returns the names of the images that were pushed, sorted.
     *
     * @throws io.dockerkit.InvalidOptionException if a file is wrong, or there is no such service; nothing is changed then
     * @throws io.dockerkit.ImageNotFoundException if an image was not built
     */
    @CanIgnoreReturnValue
    public List<String> execute() {
        try {
            return ImageTransfers.on(compose().docker(), report())
                    .push(
                            project(),
                            services(),
                            isSet("include-deps"),
                            isSet("ignore-push-failures"),
                            isSet("quiet"));
        } catch (DockerException failed) {
            throw failed.during(toString());
        }
    }
}
