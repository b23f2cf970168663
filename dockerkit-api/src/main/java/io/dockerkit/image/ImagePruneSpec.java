package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneFlags;
import io.dockerkit.spi.ImageBackend;

/**
 * A {@code docker image prune}: removes the images without a name that no container uses. No request is sent until
 * {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ImagePruneSpec extends FilteredOptions<ImagePruneSpec>
        implements PruneOptions.WithAge<ImagePruneSpec>, FlagOptions<ImagePruneSpec> {
    private static final FlagTable TABLE =
            PruneFlags.table(
                    "docker image prune",
                    PruneFlags.all("Remove all images that no container uses"));

    private final ImageBackend backend;

    ImagePruneSpec(ImageBackend backend) {
        this(backend, PruneFlags.line(TABLE));
    }

    private ImagePruneSpec(ImageBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected ImagePruneSpec with(CommandLine next) {
        return new ImagePruneSpec(backend, next);
    }

    /** Removes all images that no container uses, with a name or without: {@code --all}. */
    public ImagePruneSpec all() {
        return flag("all", "true");
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(filters(), isSet("all"));
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        return backend.pruneDryRun(filters(), isSet("all"));
    }
}
