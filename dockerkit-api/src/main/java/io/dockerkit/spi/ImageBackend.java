package io.dockerkit.spi;

import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.image.SearchSpec;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What an implementation of DockerKit does for images. Applications do not meet it. Thread-safe. */
public interface ImageBackend extends NounBackend {
    /** Pulls the image and returns its handle. */
    Image pull(PullRequest request);

    /** Returns the image if the engine has it for the platform, and pulls it otherwise. */
    Image ensure(PullRequest request);

    /** Pulls all tags of a repository and returns their handles. */
    List<Image> pullAll(PullRequest request);

    /** Writes the images to a file, which appears when it is whole. */
    void save(List<String> references, Path file, ArchiveRequest request);

    /** Returns the images as an archive, which the caller closes. */
    InputStream save(List<String> references, ArchiveRequest request);

    /** Loads images from an archive. */
    List<Image> load(StdinSource archive, ArchiveRequest request);

    /** Loads the images into the engine of another connection, without a copy of them on this machine. */
    List<Image> copy(List<String> references, ImageBackend to, ArchiveRequest request);

    /** Makes an image of an archive of a file system. */
    Image importFrom(ImportRequest request);

    /** Searches a registry; an empty limit is the engine's default. */
    List<SearchSpec.Result> search(String term, String limit, Filters filters, String commandLine);

    /** Builds an image. */
    Image build(BuildRequest request);

    /**
     * Returns the image of an earlier call with the same content, and builds it otherwise.
     *
     * @param named returns the request that gives the image the name and the label of this content
     */
    Image ensureBuilt(BuildRequest request, Function<String, BuildRequest> named);

    /**
     * Returns the images that the filters leave; with {@code all}, the intermediate ones of a build too; with
     * {@code manifests}, each with its manifests.
     */
    List<ImageSummary> list(Filters filters, boolean all, boolean manifests);

    /** Returns the image with this name or id. */
    Image get(String reference);

    /** Removes the dangling images, or all that no container uses. */
    PruneReport prune(Filters filters, boolean all);

    /** Returns what {@link #prune} would remove. */
    PruneReport pruneDryRun(Filters filters, boolean all);
}
