package io.dockerkit.container;

import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.image.Progress;
import java.util.List;
import java.util.Objects;

/**
 * The options of {@code docker cp}.
 *
 * <pre>{@code
 * container.copyTo(Path.of("site"), "/usr/share/nginx/html", options -> options.archive().followLink());
 * }</pre>
 *
 * <p>Immutable and thread-safe, as far as the progress is; each option returns a new spec. Two specs are equal if they copy
 * in the same way; the progress does not count.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class CopySpec extends CallOptions<CopySpec> implements FlagOptions<CopySpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker cp",
                    List.of(
                            toggle("archive", "Keep owner and group").shorthand('a'),
                            toggle("follow-link", "Copy what a link leads to").shorthand('L'),
                            toggle("quiet", "Do not report the progress").shorthand('q')));

    private static final CopySpec DEFAULTS = new CopySpec(FlagValues.none(TABLE), Progress.none());

    private final Progress progress;

    private CopySpec(FlagValues flags, Progress progress) {
        super(flags);
        this.progress = progress;
    }

    @Override
    protected CopySpec with(FlagValues next) {
        return new CopySpec(next, progress);
    }

    /** Returns a plain {@code docker cp}. */
    public static CopySpec defaults() {
        return DEFAULTS;
    }

    /**
     * Keeps the owner and group of what is copied into a container, by their numbers: {@code --archive}. Otherwise it
     * belongs to the container's root. What is copied out belongs to this process's user either way.
     */
    public CopySpec archive() {
        return flag("archive", "true");
    }

    /** Copies what the source leads to if it is a symbolic link: {@code --follow-link}. Links below it stay links. */
    public CopySpec followLink() {
        return flag("follow-link", "true");
    }

    /** Reports the progress of the copy, in bytes: one report for the whole, about ten times a second. */
    public CopySpec onProgress(Progress listener) {
        return new CopySpec(flags(), Objects.requireNonNull(listener, "listener"));
    }

    /** Returns whether files keep the owner and group that they have here. */
    public boolean isArchive() {
        return flags().isSet("archive");
    }

    /** Returns whether a link that is named as the source stands for what it leads to. */
    public boolean isFollowLink() {
        return flags().isSet("follow-link");
    }

    /** Returns what receives the number of bytes copied. */
    public Progress progress() {
        return flags().isSet("quiet") ? Progress.none() : progress;
    }

    /**
     * Returns the command line that copies in this way.
     *
     * @param source a path here, or {@code container:path}
     * @param target a path here, or {@code container:path}
     */
    public String toCommandLine(String source, String target) {
        return line(
                Checks.text("docker cp", "source", source),
                Checks.text("docker cp", "target", target));
    }
}
