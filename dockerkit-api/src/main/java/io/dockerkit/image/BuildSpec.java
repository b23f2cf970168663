package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.ResourceLimits;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
@CheckReturnValue
public final class BuildSpec implements FlagOptions<BuildSpec> {
    private final ImageBackend backend;
    private final Path context;
    private final FlagValues flags;
    private final Consumer<? super String> output;
    private final Progress progress;
    private final @Nullable Duration timeout;

    private BuildSpec(
            ImageBackend backend,
            Path context,
            FlagValues flags,
            Consumer<? super String> output,
            Progress progress,
            @Nullable Duration timeout) {
        this.backend = backend;
        this.context = context;
        this.flags = flags;
        this.output = output;
        this.progress = progress;
        this.timeout = timeout;
    }

    static BuildSpec of(ImageBackend backend, Path context) {
        return new BuildSpec(
                backend,
                context,
                FlagValues.none(BuildFlags.TABLE),
                line -> {},
                Progress.none(),
                null);
    }

    @Override
    public BuildSpec flag(String name, String value) {
        return new BuildSpec(backend, context, flags.with(name, value), output, progress, timeout);
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
                backend,
                context,
                flags,
                Objects.requireNonNull(consumer, "consumer"),
                progress,
                timeout);
    }

    /** Reports the progress of the pulls of base images to {@code listener}. */
    public BuildSpec onProgress(Progress listener) {
        return new BuildSpec(
                backend,
                context,
                flags,
                output,
                Objects.requireNonNull(listener, "listener"),
                timeout);
    }

    /** Adds a line to the hosts file of the steps, {@code host-gateway} standing for the engine's host: {@code --add-host}. */
    public BuildSpec addHost(String host, String address) {
        return flag(
                "add-host",
                Checks.withoutColon("--add-host", "host", Checks.key("--add-host", "host", host))
                        + "="
                        + Checks.text("--add-host", "address", address));
    }

    /** Limits the memory of the steps, {@code 512m} for instance: {@code --memory}. */
    public BuildSpec memory(String size) {
        return flag("memory", Checks.text("--memory", "size", size));
    }

    /** Limits memory and swap of the steps together, {@code 1g} for instance, {@code -1} for no limit: {@code --memory-swap}. */
    public BuildSpec memorySwap(String size) {
        return flag("memory-swap", Checks.text("--memory-swap", "size", size));
    }

    /** Sets the relative weight of processor time, 2 to 262144; 1024 is the default: {@code --cpu-shares}. */
    public BuildSpec cpuShares(long weight) {
        return flag("cpu-shares", ResourceLimits.cpuShares(weight));
    }

    /** Sets the period of the scheduler, in microseconds, 1000 to 1000000: {@code --cpu-period}. */
    public BuildSpec cpuPeriod(long micros) {
        return flag("cpu-period", ResourceLimits.cpuPeriod(micros));
    }

    /** Sets the time in each period, in microseconds, 1000 or more; -1 for no limit: {@code --cpu-quota}. */
    public BuildSpec cpuQuota(long micros) {
        return flag("cpu-quota", ResourceLimits.cpuQuota(micros));
    }

    /** Sets the processors to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-cpus}. */
    public BuildSpec cpusetCpus(String cpus) {
        return flag("cpuset-cpus", Checks.text("--cpuset-cpus", "cpus", cpus));
    }

    /** Sets the memory nodes to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-mems}. */
    public BuildSpec cpusetMems(String nodes) {
        return flag("cpuset-mems", Checks.text("--cpuset-mems", "nodes", nodes));
    }

    /** Sets the size of {@code /dev/shm} in the steps, {@code 1g} for instance: {@code --shm-size}. */
    public BuildSpec shmSize(String size) {
        return flag("shm-size", Checks.text("--shm-size", "size", size));
    }

    /** Sets a limit of the steps' processes, {@code nofile}, 1024 and 2048 for instance; -1 for no limit: {@code --ulimit}. */
    public BuildSpec ulimit(String name, long soft, long hard) {
        return flag(
                "ulimit",
                Checks.pair(
                        "--ulimit",
                        "name",
                        name,
                        Checks.limit("--ulimit", soft, 0, Long.MAX_VALUE)
                                + ":"
                                + Checks.limit("--ulimit", hard, 0, Long.MAX_VALUE)));
    }

    /** Sets the parent cgroup of the steps: {@code --cgroup-parent}. */
    public BuildSpec cgroupParent(String cgroup) {
        return flag("cgroup-parent", Checks.text("--cgroup-parent", "cgroup", cgroup));
    }

    /** Adds a security option of the steps; only engines for Windows containers know any: {@code --security-opt}. */
    public BuildSpec securityOpt(String option) {
        return flag(
                "security-opt",
                Words.toCsv(List.of(Checks.text("--security-opt", "option", option))));
    }

    /** Sets the isolation of the steps, which engines for Windows containers know: {@code --isolation}. */
    public BuildSpec isolation(String technology) {
        return flag("isolation", Checks.text("--isolation", "technology", technology));
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
     * Sets how long the build may take; without it, a step may take an hour without a word. Not a flag of the CLI. When the
     * time is up the engine stops the build.
     */
    public BuildSpec timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return new BuildSpec(backend, context, flags, output, progress, limit);
    }

    /**
     * Builds the image.
     *
     * @return the image, by its first name if it has one, else by its id
     * @throws io.dockerkit.InvalidOptionException if the context or the Dockerfile is missing, before anything is sent
     * @throws io.dockerkit.BuildException if a step fails; the message has the end of the output
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image execute() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        flags.writeTo(draft);
        Map<String, String> query = new LinkedHashMap<>(draft.query());
        Map<String, Object> structured = new LinkedHashMap<>(draft.body());
        BuildFlags.parameters(structured.remove("HostConfig"), query, structured);
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
                        flags.value("iidfile").orElse(""),
                        timeout,
                        flags.isSet("compress"),
                        toString()),
                structured);
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
