package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.ImagePruneSpec;
import io.dockerkit.image.ImageQuery;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.image.ImportSpec;
import io.dockerkit.image.LoadSpec;
import io.dockerkit.image.PullSpec;
import io.dockerkit.image.SaveSpec;
import io.dockerkit.image.SearchSpec;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker image} commands on the default connection.
 *
 * <p>Thread-safe.
 */
public final class Images {
    private Images() {}

    /**
     * Returns the spec of a pull: {@code docker pull}.
     *
     * <pre>{@code
     * Image ubuntu = Images.pull("ubuntu").onProgress(Progress.console()).execute();
     * }</pre>
     *
     * @param image {@code [host[:port]/]path[:tag][@digest]}; the default tag is {@code latest}
     * @throws InvalidOptionException if the name is malformed
     */
    @CheckReturnValue
    public static PullSpec pull(String image) {
        return Docker.deferred().images().pull(image);
    }

    /** Returns the images: {@code docker images}. */
    public static List<ImageSummary> list() {
        return Docker.deferred().images().list();
    }

    /** Returns a query with options: {@code docker images …}. */
    @CheckReturnValue
    public static ImageQuery query() {
        return Docker.deferred().images().query();
    }

    /**
     * Returns the image with this name, id or id prefix. Never pulls.
     *
     * <pre>{@code
     * List<Port> ports = Images.get("jenkins/jenkins").inspect().exposedPorts();
     * }</pre>
     *
     * @throws ImageNotFoundException if the engine has none
     */
    public static Image get(String reference) {
        return Docker.deferred().images().get(reference);
    }

    /** Returns the image with this name, id or id prefix, or empty if the engine has none. Never pulls. */
    public static Optional<Image> find(String reference) {
        return Docker.deferred().images().find(reference);
    }

    /**
     * Returns the spec of a build of a directory: {@code docker build directory}.
     *
     * @param context the directory that is sent to the engine, except what its {@code .dockerignore} excludes
     */
    @CheckReturnValue
    public static BuildSpec build(Path context) {
        return Docker.deferred().images().build(context);
    }

    /** Returns the spec of a build of a Dockerfile without a context: {@code docker build -}. */
    @CheckReturnValue
    public static BuildSpec build(Dockerfile dockerfile) {
        return Docker.deferred().images().build(dockerfile);
    }

    /**
     * Returns the spec of a build of a stream, which is read to its end, once, and not closed: {@code docker build -}.
     *
     * @param context a tar archive, which may be compressed by gzip, bzip2 or xz, or the text of a Dockerfile
     */
    @CheckReturnValue
    public static BuildSpec build(InputStream context) {
        return Docker.deferred().images().build(context);
    }

    /**
     * Returns the spec of a build of what the engine fetches: {@code docker build https://…}.
     *
     * @param location a git repository, {@code https://example.com/app.git#branch:directory} for instance, or the
     *     address of an archive or a Dockerfile
     * @throws InvalidOptionException if it is neither
     */
    @CheckReturnValue
    public static BuildSpec build(String location) {
        return Docker.deferred().images().build(location);
    }

    /**
     * Reads a command line, {@code docker build …}, {@code docker image build …}, {@code docker builder build …} or {@code
     * docker buildx build …}, by the rules of {@link Containers#parse(String)}. {@code DOCKER_BUILDKIT=0} and
     * {@code DOCKER_BUILDKIT=1} before it, and {@code buildx}, choose the builder; other variables before it are those of
     * {@code --build-arg NAME} and {@code --secret id=…,env=…}. What {@code -} reads is given by {@link BuildSpec#stdin}.
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static BuildSpec parse(String commandLine) {
        return Docker.deferred().images().parse(commandLine);
    }

    /** Reads a command line that was typed elsewhere: relative paths and variables are those of {@code host}. */
    @CheckReturnValue
    public static BuildSpec parse(String commandLine, HostContext host) {
        return Docker.deferred().images().parse(commandLine, host);
    }

    /** Reads the words of a command line, {@code docker} first. */
    @CheckReturnValue
    public static BuildSpec parse(List<String> words) {
        return Docker.deferred().images().parse(words);
    }

    /** Reads the words of a command line that was typed elsewhere: relative paths and variables are those of {@code host}. */
    @CheckReturnValue
    public static BuildSpec parse(List<String> words, HostContext host) {
        return Docker.deferred().images().parse(words, host);
    }

    /** Returns the spec of an archive of images, by name or id: {@code docker save}. */
    @CheckReturnValue
    public static SaveSpec save(String... references) {
        return Docker.deferred().images().save(references);
    }

    /**
     * Copies an image to the engine of another connection and returns its handle there: {@code docker save image | docker
     * --context other load}. Nothing is written to this machine's disk. {@link SaveSpec#to(ImageCommands)} copies several
     * images at once, those of one platform, and reports progress.
     *
     * <pre>{@code
     * try (Docker server = Docker.connect("ssh://me@server")) {
     *     Images.copy("team/app:1", server.images());
     * }
     * }</pre>
     *
     * @param reference a name or id
     * @param to the commands of the other connection
     * @throws ImageNotFoundException if this engine does not have it; the other one is asked for nothing
     * @throws EngineException if the other engine refuses it
     */
    public static Image copy(String reference, ImageCommands to) {
        return Docker.deferred().images().copy(reference, to);
    }

    /** Returns the spec of a load from a file, which may be compressed by gzip: {@code docker load --input}. */
    @CheckReturnValue
    public static LoadSpec load(Path archive) {
        return Docker.deferred().images().load(archive);
    }

    /** Returns the spec of a load from a stream, which is read to its end, once, and not closed: {@code docker load}. */
    @CheckReturnValue
    public static LoadSpec load(InputStream archive) {
        return Docker.deferred().images().load(archive);
    }

    /**
     * Returns the spec of an import of a file, which may be compressed by gzip, bzip2, xz or zstd: {@code docker import}.
     *
     * @param archive a tar archive of a file system, of {@code docker export} for instance
     */
    @CheckReturnValue
    public static ImportSpec importFrom(Path archive) {
        return Docker.deferred().images().importFrom(archive);
    }

    /** Returns the spec of an import of a stream, which is read to its end, once, and not closed: {@code docker import -}. */
    @CheckReturnValue
    public static ImportSpec importFrom(InputStream archive) {
        return Docker.deferred().images().importFrom(archive);
    }

    /**
     * Returns the spec of an import of an archive that the engine fetches: {@code docker import https://…}.
     *
     * @throws InvalidOptionException if the address is not {@code http://} or {@code https://}
     */
    @CheckReturnValue
    public static ImportSpec importFrom(URI address) {
        return Docker.deferred().images().importFrom(address);
    }

    /**
     * Returns the spec of a search: {@code docker search}.
     *
     * <pre>{@code
     * List<SearchSpec.Result> found = Images.search("nginx").official().limit(5).execute();
     * }</pre>
     *
     * @param term what to look for; a registry may stand before it, {@code registry.example.com/nginx}
     */
    @CheckReturnValue
    public static SearchSpec search(String term) {
        return Docker.deferred().images().search(term);
    }

    /** Returns the spec of a prune: {@code docker image prune}. */
    @CheckReturnValue
    public static ImagePruneSpec prune() {
        return Docker.deferred().images().prune();
    }
}
