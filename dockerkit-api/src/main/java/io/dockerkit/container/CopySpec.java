package io.dockerkit.container;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.image.Progress;
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
public final class CopySpec {
    private static final CopySpec DEFAULTS = new CopySpec(false, false, Progress.none());

    private final boolean archive;
    private final boolean followLink;
    private final Progress progress;

    private CopySpec(boolean archive, boolean followLink, Progress progress) {
        this.archive = archive;
        this.followLink = followLink;
        this.progress = progress;
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
        return new CopySpec(true, followLink, progress);
    }

    /** Copies what the source leads to if it is a symbolic link: {@code --follow-link}. Links below it stay links. */
    public CopySpec followLink() {
        return new CopySpec(archive, true, progress);
    }

    /** Reports the progress of the copy, in bytes: one report for the whole, about ten times a second. */
    public CopySpec onProgress(Progress listener) {
        return new CopySpec(archive, followLink, Objects.requireNonNull(listener, "listener"));
    }

    /** Returns whether files keep the owner and group that they have here. */
    public boolean isArchive() {
        return archive;
    }

    /** Returns whether a link that is named as the source stands for what it leads to. */
    public boolean isFollowLink() {
        return followLink;
    }

    /** Returns what receives the number of bytes copied. */
    public Progress progress() {
        return progress;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CopySpec that
                && archive == that.archive
                && followLink == that.followLink;
    }

    @Override
    public int hashCode() {
        return Objects.hash(archive, followLink);
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (archive ? " --archive" : "") + (followLink ? " --follow-link" : "");
    }
}
