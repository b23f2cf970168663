package io.dockerkit.image;

import io.dockerkit.HostContext;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.StdinSource;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker image} commands on one connection: what {@code Images} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class ImageCommands {
    private final ImageBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.images()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public ImageCommands(ImageBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Returns the spec of a pull: {@code docker pull}.
     *
     * @param image {@code [host[:port]/]path[:tag][@digest]}; the default tag is {@code latest}
     * @throws io.dockerkit.InvalidOptionException if the name is malformed
     */
    @CheckReturnValue
    public PullSpec pull(String image) {
        return PullSpec.of(backend, image);
    }

    /** Returns the images: {@code docker images}. */
    public List<ImageSummary> list() {
        return query().list();
    }

    /** Returns a query with options: {@code docker images …}. */
    @CheckReturnValue
    public ImageQuery query() {
        return ImageQuery.of(backend);
    }

    /**
     * Returns the image with this name, id or id prefix. Never pulls.
     *
     * @throws ImageNotFoundException if the engine has none
     */
    public Image get(String reference) {
        return backend.get(Checks.text("image", "reference", reference));
    }

    /** Returns the image with this name, id or id prefix, or empty if the engine has none. Never pulls. */
    public Optional<Image> find(String reference) {
        try {
            return Optional.of(get(reference));
        } catch (ImageNotFoundException none) {
            return Optional.empty();
        }
    }

    /**
     * Returns the spec of a build of a directory: {@code docker build directory}.
     *
     * @param context the directory that is sent to the engine, except what its {@code .dockerignore} excludes
     */
    @CheckReturnValue
    public BuildSpec build(Path context) {
        return BuildSpec.of(backend, BuildLine.of(Objects.requireNonNull(context, "context")));
    }

    /** Returns the spec of a build of a Dockerfile without a context: {@code docker build -}. */
    @CheckReturnValue
    public BuildSpec build(Dockerfile dockerfile) {
        return BuildSpec.of(
                backend, BuildLine.of(Objects.requireNonNull(dockerfile, "dockerfile").source()));
    }

    /**
     * Returns the spec of a build of a stream, which is read to its end, once, and not closed: {@code docker build -}.
     *
     * @param context a tar archive, which may be compressed by gzip, bzip2 or xz, or the text of a Dockerfile
     */
    @CheckReturnValue
    public BuildSpec build(InputStream context) {
        return BuildSpec.of(
                backend, BuildLine.of(StdinSource.of(Objects.requireNonNull(context, "context"))));
    }

    /**
     * Returns the spec of a build of what the engine fetches: {@code docker build https://…}.
     *
     * @param location a git repository, {@code https://example.com/app.git#branch:directory} for instance, or the
     *     address of an archive or a Dockerfile
     * @throws io.dockerkit.InvalidOptionException if it is neither
     */
    @CheckReturnValue
    public BuildSpec build(String location) {
        return BuildSpec.of(backend, BuildLine.remote(location));
    }

    /**
     * Reads a command line, {@code docker build …}, {@code docker image build …}, {@code docker builder build …} or {@code
     * docker buildx build …}, by the rules of {@link io.dockerkit.Containers#parse(String)}. {@code DOCKER_BUILDKIT=0} and
     * {@code DOCKER_BUILDKIT=1} before it, and {@code buildx}, choose the builder; other variables before it are those of
     * {@code --build-arg NAME} and {@code --secret id=…,env=…}. What {@code -} reads is given by {@link BuildSpec#stdin}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public BuildSpec parse(String commandLine) {
        return BuildSpec.of(backend, BuildLine.parse(commandLine));
    }

    /** Reads a command line that was typed elsewhere: relative paths and variables are those of {@code host}. */
    @CheckReturnValue
    public BuildSpec parse(String commandLine, HostContext host) {
        Objects.requireNonNull(host, "host");
        return BuildSpec.of(backend, BuildLine.parse(commandLine).typedIn(host));
    }

    /** Reads the words of a command line, {@code docker} first. */
    @CheckReturnValue
    public BuildSpec parse(List<String> words) {
        return BuildSpec.of(backend, BuildLine.parse(words));
    }

    /** Reads the words of a command line that was typed elsewhere: relative paths and variables are those of {@code host}. */
    @CheckReturnValue
    public BuildSpec parse(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return BuildSpec.of(backend, BuildLine.parse(words).typedIn(host));
    }

    /** Returns the spec of an archive of images, by name or id: {@code docker save}. */
    @CheckReturnValue
    public SaveSpec save(String... references) {
        return SaveSpec.of(backend, Checks.elements("references", references));
    }

    /**
     * Copies an image to the engine of another connection and returns its handle there: {@code docker save image | docker
     * --context other load}. Nothing is written to this machine's disk. {@link SaveSpec#to(ImageCommands)} copies several
     * images at once, those of one platform, and reports progress.
     *
     * @param reference a name or id
     * @param to the commands of the other connection
     * @throws ImageNotFoundException if this engine does not have it; the other one is asked for nothing
     * @throws io.dockerkit.EngineException if the other engine refuses it
     */
    public Image copy(String reference, ImageCommands to) {
        return save(reference).to(Objects.requireNonNull(to, "to")).get(0);
    }

    /** Returns the spec of a load from a file, which may be compressed by gzip: {@code docker load --input}. */
    @CheckReturnValue
    public LoadSpec load(Path archive) {
        return LoadSpec.of(backend, StdinSource.of(Objects.requireNonNull(archive, "archive")));
    }

    /** Returns the spec of a load from a stream, which is read to its end, once, and not closed: {@code docker load}. */
    @CheckReturnValue
    public LoadSpec load(InputStream archive) {
        return LoadSpec.of(backend, StdinSource.of(Objects.requireNonNull(archive, "archive")));
    }

    /**
     * Returns the spec of an import of a file, which may be compressed by gzip, bzip2, xz or zstd: {@code docker import}.
     *
     * @param archive a tar archive of a file system, of {@code docker export} for instance
     */
    @CheckReturnValue
    public ImportSpec importFrom(Path archive) {
        return ImportSpec.of(backend, StdinSource.of(Objects.requireNonNull(archive, "archive")));
    }

    /** Returns the spec of an import of a stream, which is read to its end, once, and not closed: {@code docker import -}. */
    @CheckReturnValue
    public ImportSpec importFrom(InputStream archive) {
        return ImportSpec.of(backend, StdinSource.of(Objects.requireNonNull(archive, "archive")));
    }

    /**
     * Returns the spec of an import of an archive that the engine fetches: {@code docker import https://…}.
     *
     * @throws io.dockerkit.InvalidOptionException if the address is not {@code http://} or {@code https://}
     */
    @CheckReturnValue
    public ImportSpec importFrom(URI address) {
        return ImportSpec.of(backend, Objects.requireNonNull(address, "address"));
    }

    /**
     * Returns the spec of a search: {@code docker search}.
     *
     * @param term what to look for; a registry may stand before it, {@code registry.example.com/nginx}
     */
    @CheckReturnValue
    public SearchSpec search(String term) {
        return SearchSpec.of(backend, term);
    }

    /** Returns the spec of a prune: {@code docker image prune}. */
    @CheckReturnValue
    public ImagePruneSpec prune() {
        return new ImagePruneSpec(backend);
    }

    /** Returns what the commands are done by. */
    ImageBackend backend() {
        return backend;
    }
}
