package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.spi.ArchiveRequest;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.ImportRequest;
import io.dockerkit.spi.StdinSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker import}: an image of one layer from a tar archive of a file system, as {@code docker export} writes it.
 * No request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * Image base = Images.importFrom(Path.of("rootfs.tar")).tag("team/base:1").change("CMD [\"sh\"]").execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they import the same in the same way;
 * progress and time-out do not count.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ImportSpec extends CommandOptions<ImportSpec>
        implements FlagOptions<ImportSpec> {
    private final ImageBackend backend;
    private final @Nullable StdinSource archive;
    private final Transfer how;

    private ImportSpec(
            ImageBackend backend, CommandLine line, @Nullable StdinSource archive, Transfer how) {
        super(line);
        this.backend = backend;
        this.archive = archive;
        this.how = how;
    }

    static ImportSpec of(ImageBackend backend, StdinSource archive) {
        return of(backend, archive, archive.toString());
    }

    static ImportSpec of(ImageBackend backend, URI address) {
        return of(backend, null, ImageFlags.requireWeb(address.toString()));
    }

    private static ImportSpec of(
            ImageBackend backend, @Nullable StdinSource archive, String source) {
        return new ImportSpec(
                backend,
                CommandLine.of(ImageFlags.IMPORT, List.of(source)),
                archive,
                Transfer.PLAIN);
    }

    @Override
    protected ImportSpec with(CommandLine next) {
        return new ImportSpec(backend, next, archive, how);
    }

    @Override
    protected Object besides() {
        return Optional.ofNullable(archive);
    }

    /**
     * Names the image: {@code repository[:tag]}; the default tag is {@code latest}. Without a name it is known by its id.
     *
     * @throws InvalidOptionException if the name is malformed or has a digest
     */
    public ImportSpec tag(String name) {
        String checked = ImageReference.checkNewName("tag", Checks.text("tag", "name", name));
        return with(line().operands(List.of(line().operand(0), checked)));
    }

    /** Applies a Dockerfile instruction to the image, for instance {@code CMD ["sh"]}; may be repeated: {@code --change}. */
    public ImportSpec change(String instruction) {
        return flag("change", Checks.text("--change", "instruction", instruction));
    }

    /** Sets the message, which the image's history shows: {@code --message}. */
    public ImportSpec message(String message) {
        return flag("message", Checks.text("--message", "message", message));
    }

    /** Says for which platform the image is, {@code os[/arch[/variant]]}; the engine's own unless set: {@code --platform}. */
    public ImportSpec platform(String platform) {
        return flag("platform", Checks.text("--platform", "platform", platform));
    }

    /** Reports the progress of the import to {@code listener}. */
    public ImportSpec onProgress(Progress listener) {
        return new ImportSpec(backend, line(), archive, how.progress(listener));
    }

    /**
     * Sets how long the import may take, the reading of the archive and its way to the engine included; without it, there is
     * no limit as long as the engine reads or reports. Not a flag of the CLI. When the time is up the thread is interrupted
     * for a moment, so that a stream that waits ends, too, if an interrupt ends its reading.
     */
    public ImportSpec timeout(Duration limit) {
        return new ImportSpec(backend, line(), archive, how.timeout(limit));
    }

    /**
     * Imports the image.
     *
     * @return the image, by its name if it has one, else by its id
     * @throws InvalidOptionException if the file cannot be read, before anything is sent
     * @throws io.dockerkit.EngineException if it is no archive or cannot be fetched; the message has the engine's words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image execute() {
        if (archive != null) {
            archive.check("archive");
        }
        FlagValues flags = line().flags();
        return backend.importFrom(
                new ImportRequest(
                        archive,
                        archive == null ? line().operand(0) : "",
                        String.join("", line().operandsFrom(1)),
                        flags.value("message").orElse(""),
                        flags.all("change"),
                        new ArchiveRequest(
                                flags.value("platform").orElse(null),
                                flags.needs(),
                                how.progress(),
                                how.timeout(),
                                toCommandLine())));
    }
}
