package io.dockerkit.image;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker build} by the engine's own builder (not BuildKit). No request is sent until {@link #execute()}. What
 * {@code .dockerignore} names is not sent.
 *
 * <pre>{@code
 * Image app = Images.build(Path.of(".")).tag("team/app:1").buildArg("VERSION", "1").execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
public final class BuildSpec implements FlagOptions<BuildSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                    "docker build",
                    List.of(
                            many("build-arg", "NAME=value or NAME", "Argument of the Dockerfile")
                                    .secret()
                                    .checked(Words::checkPair)
                                    .writes(BuildSpec::arguments),
                            many("cache-from", "images", "Images whose layers are used again")
                                    .checked(BuildSpec::checkImages)
                                    .writes(BuildSpec::images),
                            one("file", "the path of a Dockerfile", "Dockerfile").shorthand('f'),
                            toggle("force-rm", "Remove the intermediate containers always")
                                    .writes(query("forcerm", "1")),
                            many("label", "key=value", "Label of the image")
                                    .checked(Words::checkLabel)
                                    .writes(Words.pairsAt("labels")),
                            one("network", "a network", "Network of the steps")
                                    .writes(BuildSpec::network),
                            toggle("no-cache", "Do not use layers of earlier builds")
                                    .writes(query("nocache", "1")),
                            one("platform", "os[/arch[/variant]]", "Platform of the image")
                                    .writes(text("platform")),
                            toggle("pull", "Pull newer base images").writes(query("pull", "1")),
                            toggle("rm", "Remove the intermediate containers").onByDefault(),
                            many("tag", "repository[:tag]", "Name of the image")
                                    .shorthand('t')
                                    .checked(ImageReference::check),
                            one("target", "the name of a stage", "Stage to build")
                                    .writes(text("target"))));

    private final ImageBackend backend;
    private final Path context;
    private final FlagValues flags;
    private final Consumer<? super String> output;
    private final Progress progress;

    private BuildSpec(
            ImageBackend backend,
            Path context,
            FlagValues flags,
            Consumer<? super String> output,
            Progress progress) {
        this.backend = backend;
        this.context = context;
        this.flags = flags;
        this.output = output;
        this.progress = progress;
    }

    static BuildSpec of(ImageBackend backend, Path context) {
        return new BuildSpec(backend, context, FlagValues.none(TABLE), line -> {}, Progress.none());
    }

    private static Flag.Writer query(String name, String value) {
        return (values, draft) -> draft.query(name, value);
    }

    private static Flag.Writer text(String name) {
        return (values, draft) -> draft.query(name, values.get(0));
    }

    private static String checkImages(String list) {
        for (String image : list.split(",", -1)) {
            ImageReference.check(image);
        }
        return list;
    }

    private static void images(List<String> lists, RequestDraft draft) {
        lists.forEach(
                list -> List.of(list.split(",")).forEach(image -> draft.add("cachefrom", image)));
    }

    private static void network(List<String> values, RequestDraft draft) {
        if (!values.get(0).equals("default")) {
            draft.query("networkmode", values.get(0));
        }
    }

    /** A bare name takes this process's value; without one, null takes back the default of a proxy's argument. */
    private static void arguments(List<String> values, RequestDraft draft) {
        for (String value : values) {
            if (value.contains("=")) {
                draft.putEntry("buildargs", Words.key(value), Words.value(value));
            } else {
                draft.putEntry("buildargs", value, draft.host().environment().get(value));
            }
        }
    }

    @Override
    public BuildSpec flag(String name, String value) {
        return new BuildSpec(backend, context, flags.with(name, value), output, progress);
    }

    /** Gives the image a name; may be repeated: {@code --tag}. */
    public BuildSpec tag(String reference) {
        return flag("tag", Checks.text("--tag", "reference", reference));
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

    /** Builds for this platform, {@code linux/arm64} for instance: {@code --platform}. */
    public BuildSpec platform(String platform) {
        return flag("platform", Checks.text("--platform", "platform", platform));
    }

    /** Connects the steps to this network: {@code --network}. */
    public BuildSpec network(String network) {
        return flag("network", Checks.text("--network", "network", network));
    }

    /** Uses the layers of this image where they fit: {@code --cache-from}. */
    public BuildSpec cacheFrom(String image) {
        return flag("cache-from", Checks.text("--cache-from", "image", image));
    }

    /** Hands what the build prints to the consumer, a line at a time, on the thread that builds. */
    public BuildSpec onOutput(Consumer<? super String> consumer) {
        return new BuildSpec(
                backend, context, flags, Objects.requireNonNull(consumer, "consumer"), progress);
    }

    /** Reports the progress of the pulls of base images to {@code listener}. */
    public BuildSpec onProgress(Progress listener) {
        return new BuildSpec(
                backend, context, flags, output, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Builds the image.
     *
     * @return the image, by its first name if it has one, else by its id
     * @throws io.dockerkit.InvalidOptionException if the context or the Dockerfile is missing, before anything is sent
     * @throws io.dockerkit.BuildException if a step fails; the message has the end of the output
     */
    public Image execute() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        flags.writeTo(draft);
        Map<String, String> query = new LinkedHashMap<>(draft.query());
        if (flags.isSet("rm")) {
            query.put("rm", "0");
        }
        return backend.build(
                new BuildRequest(
                        context,
                        flags.value("file").orElse(""),
                        query,
                        flags.all("tag"),
                        output,
                        progress,
                        toString()),
                draft.body());
    }

    /** Returns the equivalent command line, with the values of arguments as they are; it may hold secrets. */
    public String toCommandLine() {
        return line(flags.words());
    }

    private String line(List<String> flagWords) {
        List<String> words = new ArrayList<>(List.of("docker", "build"));
        words.addAll(flagWords);
        words.add(context.toString());
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuildSpec that
                && context.equals(that.context)
                && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, flags);
    }

    /** Returns the equivalent command line, with {@code ***} for the values of arguments. */
    @Override
    public String toString() {
        return line(flags.redactedWords());
    }
}
