package io.dockerkit.container;

import io.dockerkit.image.Progress;
import java.util.Objects;

/**
 * How to copy: the flags of {@code docker cp}.
 *
 * <pre>{@code
 * container.copyTo(Path.of("site"), "/usr/share/nginx/html", options -> options.archive().followLink());
 * }</pre>
 *
 * <p>Immutable and thread-safe, as far as the progress is; each option returns a new spec.
 *
 * @param isArchive whether files keep the owner and group that they have here
 * @param isFollowLink whether a link that is named as the source stands for what it leads to
 * @param progress receives the number of bytes copied
 */
public record CopySpec(boolean isArchive, boolean isFollowLink, Progress progress) {
    /** Checks that nothing is null. */
    public CopySpec {
        Objects.requireNonNull(progress, "progress");
    }

    /** Returns a plain {@code docker cp}. */
    public static CopySpec defaults() {
        return new CopySpec(false, false, Progress.none());
    }

    /**
     * Keeps the owner and group of what is copied into a container, by their numbers: {@code --archive}. Otherwise it
     * belongs to the container's root. What is copied out belongs to this process's user either way.
     */
    public CopySpec archive() {
        return new CopySpec(true, isFollowLink, progress);
    }

    /** Copies what the source leads to if it is a symbolic link: {@code --follow-link}. Links below it stay links. */
    public CopySpec followLink() {
        return new CopySpec(isArchive, true, progress);
    }

    /** Has the copy reported, in bytes: one report for the whole, about ten times a second. */
    public CopySpec onProgress(Progress listener) {
        return new CopySpec(isArchive, isFollowLink, Objects.requireNonNull(listener, "listener"));
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (isArchive ? " --archive" : "") + (isFollowLink ? " --follow-link" : "");
    }
}
