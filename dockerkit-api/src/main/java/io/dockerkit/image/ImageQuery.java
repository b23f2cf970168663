package io.dockerkit.image;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ListFlags;
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
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ImageQuery extends FilteredOptions<ImageQuery>
        implements FilterOptions<ImageQuery>, FlagOptions<ImageQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker images",
                    List.of(
                            ListFlags.ALL,
                            Flag.toggle("digests", "Show the digests, which are always here"),
                            ListFlags.FILTER,
                            ListFlags.FORMAT,
                            ListFlags.NO_TRUNC,
                            ListFlags.QUIET,
                            Flag.toggle("tree", "Show the manifests of each image")));

    private final ImageBackend backend;

    private ImageQuery(ImageBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static ImageQuery of(ImageBackend backend) {
        return new ImageQuery(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected ImageQuery with(CommandLine next) {
        return new ImageQuery(backend, next);
    }

    /** Finds the intermediate images of builds, too: {@code --all}. */
    public ImageQuery all() {
        return flag("all", "true");
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
        return flag("tree", "true");
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
        return backend.list(filters(), isSet("all"), isSet("tree"));
    }
}
