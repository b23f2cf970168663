package io.dockerkit.image;

import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.ImageBackend;

/**
 * A {@code docker image prune}: removes the images without a name that no container uses. No request is sent until
 * {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class ImagePruneSpec implements PruneOptions.WithAge<ImagePruneSpec> {
    private final ImageBackend backend;
    private final Filters filters;
    private final boolean all;

    ImagePruneSpec(ImageBackend backend, Filters filters, boolean all) {
        this.backend = backend;
        this.filters = filters;
        this.all = all;
    }

    /** Removes all images that no container uses, with a name or without: {@code --all}. */
    public ImagePruneSpec all() {
        return new ImagePruneSpec(backend, filters, true);
    }

    @Override
    public ImagePruneSpec filter(String key, String value) {
        return new ImagePruneSpec(backend, filters.with(key, value), all);
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(filters, all);
    }

    @Override
    public PruneReport dryRun() {
        return backend.pruneDryRun(filters, all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImagePruneSpec that
                && all == that.all
                && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return 31 * filters.hashCode() + (all ? 1 : 0);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker image prune --force " + (all ? "--all " : "") + filters).strip();
    }
}
