package io.dockerkit.image;

import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.StdinSource;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker load}: images from a tar archive of {@code docker save}. No request is sent until {@link
 * #execute()}.
 *
 * <pre>{@code
 * List<Image> images = Images.load(Path.of("team.tar")).onProgress(Progress.console()).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class LoadSpec {
    private final ImageBackend backend;
    private final StdinSource archive;
    private final Progress progress;

    private LoadSpec(ImageBackend backend, StdinSource archive, Progress progress) {
        this.backend = backend;
        this.archive = archive;
        this.progress = progress;
    }

    static LoadSpec of(ImageBackend backend, StdinSource archive) {
        return new LoadSpec(backend, archive, Progress.none());
    }

    /** Reports the progress of each layer to {@code listener}. */
    public LoadSpec onProgress(Progress listener) {
        return new LoadSpec(backend, archive, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Loads the images and returns them, by the names or ids that the archive gives them.
     *
     * @throws io.dockerkit.InvalidOptionException if the file cannot be read
     * @throws io.dockerkit.EngineException if it is no archive of images; the message has the engine's words
     */
    @CanIgnoreReturnValue
    public List<Image> execute() {
        archive.check();
        return backend.load(archive, progress);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return "docker load --input " + archive;
    }
}
