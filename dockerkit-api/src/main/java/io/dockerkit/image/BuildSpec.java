package io.dockerkit.image;

import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.StdinSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker build}. No request is sent until {@link #execute()}. What {@code .dockerignore} names is not sent.
 *
 * <pre>{@code
 * Image app = Images.build(Path.of(".")).tag("team/app:1").buildArg("VERSION", "1").execute();
 * }</pre>
 *
 * <p>BuildKit builds where the engine has it, as the CLI does: cache mounts, heredocs, {@code COPY --link} and steps that
 * run at the same time. The engine's own, older builder does it on other engines, for Windows images, and for the options
 * that BuildKit does not have: the limits of memory and processors, {@code --squash}, {@code --security-opt}, {@code
 * --isolation} and {@code --rm=false}. {@link #builder} insists on one of them.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class BuildSpec extends BuildxOptions<BuildSpec> {
    private static final String CONTENT_LABEL = "io.dockerkit.build";
    private static final String CONTENT_REPOSITORY = "dockerkit-build";

    /** A program that builds images. */
    public enum Builder {
        /** The engine's own, older builder: {@code DOCKER_BUILDKIT=0 docker build}. */
        CLASSIC,
        /** BuildKit, which the CLI uses unless told otherwise: {@code docker buildx build}. */
        BUILDKIT
    }

    private final ImageBackend backend;
    private final BuildLine line;
    private final Consumer<? super String> output;
    private final Progress progress;
    private final @Nullable Duration timeout;

    private BuildSpec(
            ImageBackend backend,
            BuildLine line,
            Consumer<? super String> output,
            Progress progress,
            @Nullable Duration timeout) {
        this.backend = backend;
        this.line = line;
        this.output = output;
        this.progress = progress;
        this.timeout = timeout;
    }

    static BuildSpec of(ImageBackend backend, BuildLine line) {
        return new BuildSpec(backend, line, text -> {}, Progress.none(), null);
    }

    private BuildSpec with(BuildLine other) {
        return new BuildSpec(backend, other, output, progress, timeout);
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.images())}. */
    public BuildSpec on(ImageCommands other) {
        return new BuildSpec(
                Objects.requireNonNull(other, "other").backend(), line, output, progress, timeout);
    }

    @Override
    public BuildSpec flag(String name, String value) {
        return with(line.with(name, value));
    }

    /** Insists on a builder; without it the engine's best one builds: {@code DOCKER_BUILDKIT=0} or {@code 1}. */
    public BuildSpec builder(Builder builder) {
        return with(line.builder(Objects.requireNonNull(builder, "builder")));
    }

    /**
     * Gives the steps a secret by its value, for {@code RUN --mount=type=secret,id=…}. The equivalent line sets a variable:
     * {@code SECRET_NPM=… docker build --secret id=npm,env=SECRET_NPM .} Needs {@code dockerkit-buildkit}.
     */
    public BuildSpec secretValue(String id, String value) {
        Objects.requireNonNull(value, "value");
        return with(line.secret(Checks.text("--secret", "id", id), value));
    }

    /**
     * Sets a Dockerfile that is a text; the context stays: {@code docker build --file - .} with the text as standard
     * input.
     */
    public BuildSpec file(Dockerfile dockerfile) {
        return with(line.dockerfile(Objects.requireNonNull(dockerfile, "dockerfile").source()));
    }

    /**
     * Sets what the line's {@code -} reads: the context of {@code docker build -}, the Dockerfile of {@code docker build
     * --file - .}. The stream is read once, to its end, and not closed.
     */
    public BuildSpec stdin(InputStream stream) {
        return with(line.stdin(StdinSource.of(Objects.requireNonNull(stream, "stream"))));
    }

    /** Gives the image a name; may be repeated: {@code --tag}. */
    public BuildSpec tag(String reference) {
        return flag("tag", Checks.text("--tag", "reference", reference));
    }

    /** Returns the names that the image is to have, as they were given; empty if it is to have none. */
    public List<String> tags() {
        return line.tags();
    }

    /** Sets the Dockerfile, which may lie outside of the context; {@code Dockerfile} in it unless set: {@code --file}. */
    public BuildSpec file(Path dockerfile) {
        return flag("file", Checks.file("--file", "dockerfile", dockerfile));
    }

    /** Sets an argument of the Dockerfile: {@code --build-arg NAME=value}. */
    public BuildSpec buildArg(String name, String value) {
        return flag("build-arg", Checks.pair("--build-arg", "name", name, value));
    }

    /** Gives the image a label: {@code --label key=value}. */
    public BuildSpec label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Gives the image labels: {@code --label} for each. */
    public BuildSpec labels(Map<String, String> labels) {
        BuildSpec spec = this;
        for (Map.Entry<String, String> label : Checks.entries("labels", labels).entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec;
    }

    /** Builds up to this stage: {@code --target}. */
    public BuildSpec target(String stage) {
        return flag("target", Checks.text("--target", "stage", stage));
    }

    /** Does not use layers of earlier builds: {@code --no-cache}. */
    public BuildSpec noCache() {
        return flag("no-cache", "true");
    }

    /** Pulls newer base images: {@code --pull}. */
    public BuildSpec pull() {
        return flag("pull", "true");
    }

    /**
     * Builds for this platform, {@code linux/arm64} for instance: {@code --platform}. May be repeated; several platforms
     * need {@code dockerkit-buildkit}.
     */
    public BuildSpec platform(String platform) {
        return flag("platform", Checks.text("--platform", "platform", platform));
    }

    /**
     * Hands what the build prints to the consumer, a line at a time, on the thread that builds: what {@code docker build
     * --progress=plain} prints.
     */
    public BuildSpec onOutput(Consumer<? super String> consumer) {
        return new BuildSpec(
                backend, line, Objects.requireNonNull(consumer, "consumer"), progress, timeout);
    }

    /**
     * Reports the progress to {@code listener}: of the steps by {@link Progress#build}, of the pulls of the engine's own
     * builder by {@link Progress#update}.
     */
    public BuildSpec onProgress(Progress listener) {
        return new BuildSpec(
                backend, line, output, Objects.requireNonNull(listener, "listener"), timeout);
    }

    /** Squashes the new layers into one; needs an engine with experimental features: {@code --squash}. */
    public BuildSpec squash() {
        return flag("squash", "true");
    }

    /** Removes the intermediate containers also after a failure: {@code --force-rm}. */
    public BuildSpec forceRm() {
        return flag("force-rm", "true");
    }

    /** Keeps the intermediate containers: {@code --rm=false}. */
    public BuildSpec withoutRm() {
        return flag("rm", "false");
    }

    /** Compresses the context by gzip while it is sent, for slow connections: {@code --compress}. */
    public BuildSpec compress() {
        return flag("compress", "true");
    }

    /** Prints nothing but the image's id: {@code --quiet}. */
    public BuildSpec quiet() {
        return flag("quiet", "true");
    }

    /** Writes the image's id to this file when the build has succeeded; one that is there is replaced: {@code --iidfile}. */
    public BuildSpec iidfile(Path file) {
        return flag("iidfile", Checks.file("--iidfile", "file", file));
    }

    /**
     * Sets how long the build may take, from the pull of its base images and the sending of the context to its end; without
     * it, a step may take an hour without a word. Not a flag of the CLI. When the time is up the engine stops the build.
     */
    public BuildSpec timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return new BuildSpec(backend, line, output, progress, limit);
    }

    /**
     * Builds the image.
     *
     * @return the image, by its first name if it has one, else by its id. If each {@link #output(String)} is a directory, a
     *     file or the cache, there is no image: every method of what is returned, but for {@code toString}, throws an
     *     {@link IllegalStateException} that names the outputs
     * @throws io.dockerkit.UnsupportedByEngineException if an option needs a session with BuildKit, and the module {@code
     *     dockerkit-buildkit} is missing or a proxy in front of the engine refuses the session; or if the engine lacks what an
     *     option needs
     * @throws io.dockerkit.InvalidOptionException if the context or the Dockerfile is missing, or the engine's builder does
     *     not have one of the options, before anything is sent
     * @throws io.dockerkit.BuildException if a step fails; the message has the end of the output
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image execute() {
        return backend.build(line.request(output, progress, timeout));
    }

    /**
     * Returns the image that an earlier {@code ensure()} has built from the same content, and builds it if the engine has
     * none. For test loops: the first run builds, the next ones find the image, and a changed Dockerfile, file or option
     * builds a new one. Several threads and programs of this machine may do this at the same time: one of them builds.
     *
     * <p>The content is the Dockerfile, the files of the context that {@code .dockerignore} leaves, those of further
     * contexts, the options, and the base images that the engine has, as far as {@code FROM} names them without a variable.
     * Names, times of files and the values of secrets do not count. {@link #noCache} and {@link #pull} apply when it builds.
     * A context that the engine fetches is built each time, by the engine's cache.
     *
     * <p>The image is named {@code dockerkit-build:} and the beginning of the content's hash, besides its {@link #tag}s, and
     * has the label {@code io.dockerkit.build}. It is kept. An {@code ensure()} that builds removes images of that name
     * that none has asked for in seven days, unless a container uses them; {@code docker image prune --all} removes them,
     * too.
     *
     * @return the image, by its first name
     * @throws io.dockerkit.InvalidOptionException if the context is a stream, which cannot be read twice, or the spec has an
     *     output other than an image of the engine; as {@link #execute()} otherwise
     * @throws io.dockerkit.BuildException if a step fails; the message has the end of the output
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image ensure() {
        return backend.ensureBuilt(
                line.request(output, progress, timeout),
                content ->
                        label(CONTENT_LABEL, content)
                                .tag(CONTENT_REPOSITORY + ":" + content)
                                .line
                                .request(output, progress, timeout));
    }

    /** Returns the equivalent command line, with the values of arguments and secrets as they are. */
    public String toCommandLine() {
        return line.text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuildSpec that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** Returns the equivalent command line, with {@code ***} for the values of arguments and secrets. */
    @Override
    public String toString() {
        return line.redacted();
    }
}
