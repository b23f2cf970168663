package io.dockerkit.image;

import io.dockerkit.FilterOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.spi.ImageBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker images} with options. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
public final class ImageQuery implements FilterOptions<ImageQuery> {
    private final ImageBackend backend;
    private final Filters filters;
    private final boolean all;
    private final boolean manifests;

    ImageQuery(ImageBackend backend, Filters filters, boolean all) {
        this(backend, filters, all, false);
    }

    private ImageQuery(ImageBackend backend, Filters filters, boolean all, boolean manifests) {
        this.backend = backend;
        this.filters = filters;
        this.all = all;
        this.manifests = manifests;
    }

    /** Finds the intermediate images of builds, too: {@code --all}. */
    public ImageQuery all() {
        return new ImageQuery(backend, filters, true, manifests);
    }

    @Override
    public ImageQuery filter(String key, String value) {
        return new ImageQuery(backend, filters.with(key, value), all, manifests);
    }

    /** Finds those without a name alone: {@code --filter dangling=true}. */
    public ImageQuery dangling() {
        return filter("dangling", "true");
    }

    /** Finds those whose name fits this pattern, {@code team/*:1.*} for instance: {@code --filter reference=…}. */
    public ImageQuery reference(String pattern) {
        return filter("reference", Checks.text("--filter reference", "pattern", pattern));
    }

    /**
     * Asks for the manifests of each image, one for each platform: {@link ImageSummary#manifests()}, what {@code --tree}
     * shows. Needs Engine API 1.47; only engines that store images with containerd have them.
     */
    public ImageQuery manifests() {
        return new ImageQuery(backend, filters, all, true);
    }

    /** Finds those created before this image: {@code --filter before=…}. */
    public ImageQuery before(String image) {
        return filter("before", Checks.text("--filter before", "image", image));
    }

    /** Finds those created before this image. */
    public ImageQuery before(Image image) {
        return before(Objects.requireNonNull(image, "image").id());
    }

    /** Finds those created after this image: {@code --filter since=…}. */
    public ImageQuery since(String image) {
        return filter("since", Checks.text("--filter since", "image", image));
    }

    /** Finds those created after this image. */
    public ImageQuery since(Image image) {
        return since(Objects.requireNonNull(image, "image").id());
    }

    /** Finds those created longer ago than this: {@code --filter until=24h}. Engine 20.10 does not know this filter. */
    public ImageQuery until(Duration ago) {
        return filter("until", Timestamps.text("--filter until", ago));
    }

    /** Finds those created before this time: {@code --filter until=2026-01-02T03:04:05Z}. Engine 20.10 does not know it. */
    public ImageQuery until(Instant time) {
        return filter("until", Timestamps.text("--filter until", time));
    }

    /**
     * Returns what is found.
     *
     * @throws io.dockerkit.UnsupportedByEngineException if {@link #manifests()} is set and the engine is older; nothing is sent
     */
    @CanIgnoreReturnValue
    public List<ImageSummary> list() {
        return backend.list(filters, all, manifests);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageQuery that
                && all == that.all
                && manifests == that.manifests
                && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return 31 * filters.hashCode() + (all ? 1 : 0) + (manifests ? 2 : 0);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker images " + (all ? "--all " : "") + (manifests ? "--tree " : "") + filters)
                .strip();
    }
}
