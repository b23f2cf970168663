package io.dockerkit.spi;

import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.image.Progress;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What an implementation of DockerKit does for images. Applications do not meet it. Thread-safe. */
public interface ImageBackend extends NounBackend {
    /** Pulls the image and returns its handle. */
    Image pull(PullRequest request);

    /** Writes the images to a file, which appears when it is whole. */
    void save(List<String> references, Path file, Progress progress);

    /** Returns the images as an archive, which the caller closes. */
    InputStream save(List<String> references);

    /** Loads images from an archive. */
    List<Image> load(StdinSource archive, Progress progress);

    /** Builds an image; {@code structured} has the parameters that are JSON: buildargs, labels, cachefrom. */
    Image build(BuildRequest request, Map<String, Object> structured);

    /** Returns the images that the filters leave; with {@code all}, the intermediate ones of a build too. */
    List<ImageSummary> list(Filters filters, boolean all);

    /** Returns the image with this name or id. */
    Image get(String reference);

    /** Removes the dangling images, or all that no container uses. */
    PruneReport prune(Filters filters, boolean all);

    /** Returns what {@link #prune} would remove. */
    PruneReport pruneDryRun(Filters filters, boolean all);
}
