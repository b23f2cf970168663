package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.spi.ArchiveRequest;
import io.dockerkit.spi.ImageBackend;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker save}: images as a tar archive. No request is sent until {@link #to(Path)}, {@link
 * #to(ImageCommands)} or {@link #open()}.
 *
 * <pre>{@code
 * Images.save("team/app:1", "team/db:1").to(Path.of("team.tar"));
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they save the same images for the same
 * platform; progress and time-out do not count.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SaveSpec extends CommandOptions<SaveSpec> implements FlagOptions<SaveSpec> {
    private final ImageBackend backend;
    private final Transfer how;

    private SaveSpec(ImageBackend backend, CommandLine line, Transfer how) {
        super(line);
        this.backend = backend;
        this.how = how;
    }

    @Override
    protected SaveSpec with(CommandLine next) {
        return new SaveSpec(backend, next, how);
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
        return new SaveSpec(backend, CommandLine.of(ImageFlags.SAVE, names), Transfer.PLAIN);
    }

    /**
     * Saves only this platform of images of several, {@code os[/arch[/variant]]}: {@code --platform}. Needs Engine API 1.48.
     */
    public SaveSpec platform(String value) {
        return flag("platform", Checks.text("--platform", "value", value));
    }

    /** Reports to {@code listener} how many bytes have come. */
    public SaveSpec onProgress(Progress listener) {
        return new SaveSpec(backend, line(), how.progress(listener));
    }

    /**
     * Sets how long the save may take, reading of {@link #open()} included; without it, there is no limit as long as the
     * engine sends. Not a flag of the CLI.
     */
    public SaveSpec timeout(Duration limit) {
        return new SaveSpec(backend, line(), how.timeout(limit));
    }

    private ArchiveRequest request() {
        return new ArchiveRequest(
                line().flags().value("platform").orElse(null),
                line().flags().needs(),
                how.progress(),
                how.timeout(),
                toCommandLine());
    }

    /**
     * Writes the archive to a file, which appears when it is whole; one that was there before is replaced:
     * {@code docker save --output}. Only its owner can read it (mode 0600), as with the CLI.
     *
     * @throws io.dockerkit.ImageNotFoundException if the engine does not have all of them
     * @throws io.dockerkit.InvalidOptionException if it is a directory, a link, a device, a pipe or a socket, or if its
     *     directory is missing; no request is sent
     * @throws io.dockerkit.LocalFileException if the file cannot be written; no partial file is left
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes; no partial file is left
     * @throws io.dockerkit.UnsupportedByEngineException if {@link #platform} is set and the engine is older; nothing is sent
     */
    public void to(Path file) {
        backend.save(line().operands(), Objects.requireNonNull(file, "file"), request());
    }

    /**
     * Copies the images to the engine of another connection and returns their handles there: {@code docker save … | docker
     * --context other load}. The archive goes from one connection to the other; no more than a piece of it is in memory, and
     * nothing is written to this machine's disk. {@link #onProgress} reports the bytes that were copied, and then the layers
     * that the other engine loads. {@link #timeout} holds for all of it.
     *
     * <pre>{@code
     * try (Docker server = Docker.connect("ssh://me@server")) {
     *     Images.save("team/app:1", "team/db:1").onProgress(Progress.console()).to(server.images());
     * }
     * }</pre>
     *
     * @param engine the commands of the other connection
     * @return the images by the names or ids that they have there
     * @throws io.dockerkit.ImageNotFoundException if this engine does not have all of them; the other one is asked for nothing
     * @throws io.dockerkit.IncompleteStreamException if this engine ends the archive too early; the other one loads nothing
     *     of it
     * @throws io.dockerkit.DockerUnavailableException if the other engine ends the connection before it has loaded the images
     * @throws io.dockerkit.EngineException if the other engine refuses them; the message has its words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     * @throws io.dockerkit.UnsupportedByEngineException if {@link #platform} is set and this engine is older; nothing is sent
     */
    @CanIgnoreReturnValue
    public List<Image> to(ImageCommands engine) {
        return backend.copy(
                line().operands(), Objects.requireNonNull(engine, "engine").backend(), request());
    }

    /**
     * Returns the archive; close the stream when done.
     *
     * @throws InvalidOptionException if {@link #onProgress} is set, which {@link #to(Path)} is for
     */
    @CanIgnoreReturnValue
    public InputStream open() {
        if (!how.progress().equals(Progress.none())) {
            throw new InvalidOptionException(
                    "onProgress(…)",
                    "a listener",
                    "open() cannot honour it: whoever reads the stream counts its bytes; to(file) reports its progress");
        }
        return backend.save(line().operands(), request());
    }
}
