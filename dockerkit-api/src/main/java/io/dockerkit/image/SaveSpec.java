package io.dockerkit.image;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.spi.ImageBackend;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker save}: images as a tar archive. No request is sent until {@link #to} or {@link #open()}.
 *
 * <pre>{@code
 * Images.save("team/app:1", "team/db:1").to(Path.of("team.tar"));
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class SaveSpec {
    private final ImageBackend backend;
    private final List<String> references;
    private final Progress progress;

    private SaveSpec(ImageBackend backend, List<String> references, Progress progress) {
        this.backend = backend;
        this.references = references;
        this.progress = progress;
    }

    /**
     * Returns the spec for these images; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static SaveSpec of(ImageBackend backend, List<String> references) {
        Objects.requireNonNull(backend, "backend");
        List<String> names = Checks.elements("references", references);
        if (names.isEmpty()) {
            throw new InvalidOptionException("image", "", "docker save needs at least one image");
        }
        names.forEach(ImageReference::check);
        return new SaveSpec(backend, names, Progress.none());
    }

    /** Tells {@code listener} how many bytes have come. */
    public SaveSpec onProgress(Progress listener) {
        return new SaveSpec(backend, references, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Writes the archive to a file, which appears when it is whole; one that was there before is replaced:
     * {@code docker save --output}. Only its owner can read it (mode 0600), as with the CLI.
     *
     * @throws io.dockerkit.ImageNotFoundException if the engine does not have all of them
     * @throws io.dockerkit.InvalidOptionException if it is a directory, a link, a device, a pipe or a socket, or if its
     *     directory is missing; no request is sent
     * @throws io.dockerkit.LocalFileException if the file cannot be written; no partial file is left
     */
    public void to(Path file) {
        backend.save(references, Objects.requireNonNull(file, "file"), progress);
    }

    /**
     * Returns the archive; close the stream when done.
     *
     * @throws InvalidOptionException if {@link #onProgress} is set, which {@link #to} is for
     */
    public InputStream open() {
        if (!progress.equals(Progress.none())) {
            throw new InvalidOptionException(
                    "onProgress(…)",
                    "a listener",
                    "open() cannot honour it: whoever reads the stream counts its bytes; to(file) reports its progress");
        }
        return backend.save(references);
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        List<String> words = new ArrayList<>(List.of("docker", "save"));
        words.addAll(references);
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SaveSpec that && references.equals(that.references);
    }

    @Override
    public int hashCode() {
        return references.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
