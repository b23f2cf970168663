package io.dockerkit.image;

import io.dockerkit.FilterOptions;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.ImageBackend;
import java.util.List;

/**
 * A {@code docker images} with options. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
public final class ImageQuery implements FilterOptions<ImageQuery> {
    private final ImageBackend backend;
    private final Filters filters;
    private final boolean all;

    ImageQuery(ImageBackend backend, Filters filters, boolean all) {
        this.backend = backend;
        this.filters = filters;
        this.all = all;
    }

    /** Finds the intermediate images of builds, too: {@code --all}. */
    public ImageQuery all() {
        return new ImageQuery(backend, filters, true);
    }

    @Override
    public ImageQuery filter(String key, String value) {
        return new ImageQuery(backend, filters.with(key, value), all);
    }

    /** Finds those without a name alone: {@code --filter dangling=true}. */
    public ImageQuery dangling() {
        return filter("dangling", "true");
    }

    /** Finds those whose name fits this pattern, {@code team/*:1.*} for instance: {@code --filter reference=…}. */
    public ImageQuery reference(String pattern) {
        return filter("reference", Checks.text("--filter reference", "pattern", pattern));
    }

    /** Returns what is found. */
    public List<ImageSummary> list() {
        return backend.list(filters, all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageQuery that && all == that.all && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return 31 * filters.hashCode() + (all ? 1 : 0);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker images " + (all ? "--all " : "") + filters).strip();
    }
}
