package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.container.CopySpec;
import io.dockerkit.image.Progress;
import java.util.List;
import java.util.Objects;

/**
 * The options of {@code docker compose cp}.
 *
 * <pre>{@code
 * project.service("web").copyTo(Path.of("site"), "/www", options -> options.all());
 * }</pre>
 *
 * <p>Immutable and thread-safe, as far as the progress is; each option returns a new spec. Two specs are equal if they copy
 * in the same way; the progress does not count.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeCopySpec extends CallOptions<ComposeCopySpec>
        implements FlagOptions<ComposeCopySpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose cp",
                            List.of(
                                    Flag.toggle("all", "Include containers created by run"),
                                    Flag.toggle("archive", "Keep owner and group").shorthand('a'),
                                    Flag.toggle("follow-link", "Copy what a link leads to")
                                            .shorthand('L')))
                    .flagsAnywhere();

    private static final ComposeCopySpec DEFAULTS =
            new ComposeCopySpec(FlagValues.none(TABLE), Progress.none());

    private final Progress progress;

    private ComposeCopySpec(FlagValues flags, Progress progress) {
        super(flags);
        this.progress = progress;
    }

    @Override
    protected ComposeCopySpec with(FlagValues next) {
        return new ComposeCopySpec(next, progress);
    }

    /** Returns a plain {@code docker compose cp}. */
    public static ComposeCopySpec defaults() {
        return DEFAULTS;
    }

    /**
     * Includes the containers that {@code run} created: {@code --all}. A copy into the service goes to each of them, too; a copy
     * out of it takes one of them only if the service has no other container.
     */
    public ComposeCopySpec all() {
        return flag("all", "true");
    }

    /** Keeps the owner and group of what is copied, as {@link CopySpec#archive()} does: {@code --archive}. */
    public ComposeCopySpec archive() {
        return flag("archive", "true");
    }

    /** Copies what the source leads to if it is a symbolic link: {@code --follow-link}. */
    public ComposeCopySpec followLink() {
        return flag("follow-link", "true");
    }

    /** Reports the progress of the copy, as {@link CopySpec#onProgress} does, for each container in a thread of its own. */
    public ComposeCopySpec onProgress(Progress listener) {
        return new ComposeCopySpec(flags(), Objects.requireNonNull(listener, "listener"));
    }

    boolean isAll() {
        return flags().isSet("all");
    }

    /** Returns the options of the copy into or out of one container. */
    CopySpec ofOne(CopySpec spec) {
        return spec.flag("archive", String.valueOf(flags().isSet("archive")))
                .flag("follow-link", String.valueOf(flags().isSet("follow-link")))
                .onProgress(progress);
    }
}
