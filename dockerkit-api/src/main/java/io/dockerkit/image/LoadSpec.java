package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.spi.ArchiveRequest;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.StdinSource;
import java.time.Duration;
import java.util.List;

/**
 * A {@code docker load}: images from a tar archive of {@code docker save}. No request is sent until {@link
 * #execute()}.
 *
 * <pre>{@code
 * List<Image> images = Images.load(Path.of("team.tar")).onProgress(Progress.console()).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they load the same archive for the same
 * platform; progress and time-out do not count.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class LoadSpec extends CommandOptions<LoadSpec> implements FlagOptions<LoadSpec> {
    private final ImageBackend backend;
    private final StdinSource archive;
    private final Transfer how;

    private LoadSpec(ImageBackend backend, CommandLine line, StdinSource archive, Transfer how) {
        super(line);
        this.backend = backend;
        this.archive = archive;
        this.how = how;
    }

    @Override
    protected LoadSpec with(CommandLine next) {
        return new LoadSpec(backend, next, archive, how);
    }

    @Override
    protected Object besides() {
        return archive;
    }

    static LoadSpec of(ImageBackend backend, StdinSource archive) {
        CommandLine line =
                CommandLine.of(ImageFlags.LOAD, List.of()).withOwn("input", archive.toString());
        return new LoadSpec(backend, line, archive, Transfer.PLAIN);
    }

    /**
     * Loads only this platform of images of several, {@code os[/arch[/variant]]}: {@code --platform}. Needs Engine API 1.48.
     */
    public LoadSpec platform(String value) {
        return flag("platform", Checks.text("--platform", "value", value));
    }

    /** Reports no progress, which is so unless {@link #onProgress} is set; takes a listener back: {@code --quiet}. */
    public LoadSpec quiet() {
        return new LoadSpec(backend, line().with("quiet", "true"), archive, how.quiet());
    }

    /**
     * Reports the progress of each layer to {@code listener}; without one, the engine is asked for none, as with {@code
     * --quiet}.
     */
    public LoadSpec onProgress(Progress listener) {
        return new LoadSpec(backend, line(), archive, how.progress(listener));
    }

    /**
     * Sets how long the load may take, the reading of the archive and its way to the engine included; without it, there is
     * no limit as long as the engine reads or reports. Not a flag of the CLI. When the time is up the thread is interrupted
     * for a moment, so that a stream that waits ends, too, if an interrupt ends its reading.
     */
    public LoadSpec timeout(Duration limit) {
        return new LoadSpec(backend, line(), archive, how.timeout(limit));
    }

    /**
     * Loads the images and returns them, by the names or ids that the archive gives them.
     *
     * @throws io.dockerkit.InvalidOptionException if the file cannot be read
     * @throws io.dockerkit.EngineException if it is no archive of images; the message has the engine's words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     * @throws io.dockerkit.UnsupportedByEngineException if {@link #platform} is set and the engine is older; nothing is sent
     */
    @CanIgnoreReturnValue
    public List<Image> execute() {
        archive.check("archive");
        return backend.load(
                archive,
                new ArchiveRequest(
                        line().flags().value("platform").orElse(null),
                        line().flags().needs(),
                        how.progress(),
                        how.timeout(),
                        toCommandLine()));
    }
}
