package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneLine;
import io.dockerkit.spi.ImageBackend;

/**
 * A {@code docker image prune}: removes the images without a name that no container uses. No request is sent until
 * {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class ImagePruneSpec
        implements PruneOptions.WithAge<ImagePruneSpec>, FlagOptions<ImagePruneSpec> {
    private static final FlagTable TABLE =
            PruneLine.table(
                    "docker image prune",
                    PruneLine.all("Remove all images that no container uses"));

    private final ImageBackend backend;
    private final PruneLine line;

    ImagePruneSpec(ImageBackend backend) {
        this(backend, PruneLine.of(TABLE));
    }

    private ImagePruneSpec(ImageBackend backend, PruneLine line) {
        this.backend = backend;
        this.line = line;
    }

    @Override
    public ImagePruneSpec flag(String name, String value) {
        return new ImagePruneSpec(backend, line.with(name, value));
    }

    /** Removes all images that no container uses, with a name or without: {@code --all}. */
    public ImagePruneSpec all() {
        return flag("all", "true");
    }

    @Override
    public ImagePruneSpec filter(String key, String value) {
        return new ImagePruneSpec(backend, line.filter(key, value));
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(line.filters(), line.isAll());
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        return backend.pruneDryRun(line.filters(), line.isAll());
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return line.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImagePruneSpec that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
