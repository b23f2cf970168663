package io.dockerkit.container.run;

import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Session;
import io.dockerkit.container.flags.RunLine;
import io.dockerkit.image.Progress;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.OutputFile;
import io.dockerkit.spi.StdinSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A foreground {@code docker run}. No request is sent until {@link #execute()}, {@link #attach()} or {@link #create()}.
 *
 * <pre>{@code
 * String files = Containers.run("ubuntu").rm().command("ls", "/").execute().requireSuccess().stdout();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two specs are equal if they send the same request; progress
 * and time-out do not count.
 */
@CheckReturnValue
public final class RunSpec extends ContainerOptions<RunSpec> implements StreamOptions<RunSpec> {
    private final ContainerBackend backend;
    private final RunPlan plan;

    RunSpec(ContainerBackend backend, RunPlan plan) {
        this.backend = backend;
        this.plan = plan;
    }

    /**
     * Returns the spec of a line.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static RunSpec of(ContainerBackend backend, RunLine line) {
        return new RunSpec(Objects.requireNonNull(backend, "backend"), RunPlan.of(line));
    }

    @Override
    public RunSpec flag(String name, String value) {
        return new RunSpec(backend, plan.flag(name, value));
    }

    /**
     * Sets the command and its arguments, instead of the image's. The words are passed unchanged and are not split at
     * spaces.
     */
    public RunSpec command(String... words) {
        return command(Checks.elements("words", words));
    }

    /** Sets the command and its arguments, instead of the image's; an empty list keeps the image's own. */
    public RunSpec command(List<String> words) {
        return new RunSpec(backend, plan.command(words));
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.containers())}. */
    public RunSpec on(ContainerCommands other) {
        return new RunSpec(Objects.requireNonNull(other, "other").backend(), plan);
    }

    /**
     * Returns the spec of a run in the background: {@code --detach}.
     *
     * @throws io.dockerkit.InvalidOptionException if {@link #timeout}, {@code stdin}, {@link #stdoutTo} or
     *     {@link #stderrTo} is set: they have no effect on a run in the background
     */
    public DetachedSpec detached() {
        plan.requireOnly("a detached run");
        return new DetachedSpec(backend, plan.detached());
    }

    /** Reports the progress of the pull of a missing image. */
    public RunSpec onProgress(Progress progress) {
        return new RunSpec(backend, plan.progress(progress));
    }

    /**
     * Sets how long {@link #execute()} may take, from the pull of a missing image to the container's end; without it, there
     * is no limit. After this time the container is killed, and removed if {@code rm()} is set; a container that is not
     * started yet is always removed. If the engine hangs, this continues in the background after five seconds. {@link
     * #create()} and {@link #attach()} must also return within this time; a session may stay open longer. Not a flag of the
     * CLI.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is not positive
     */
    public RunSpec timeout(Duration limit) {
        return new RunSpec(backend, plan.timeout(limit));
    }

    @Override
    public RunSpec stdin(String text) {
        return fed(StdinSource.of(text));
    }

    @Override
    public RunSpec stdin(byte[] bytes) {
        return fed(StdinSource.of(bytes));
    }

    @Override
    public RunSpec stdin(Path file) {
        return fed(StdinSource.of(file));
    }

    @Override
    public RunSpec stdin(InputStream stream) {
        return fed(StdinSource.of(stream));
    }

    private RunSpec fed(StdinSource source) {
        return new RunSpec(backend, plan.stdin(source));
    }

    @Override
    public RunSpec stdoutTo(OutputStream out) {
        return new RunSpec(
                backend, plan.streams(plan.streams().stdout(Objects.requireNonNull(out, "out"))));
    }

    @Override
    public RunSpec stderrTo(OutputStream out) {
        return new RunSpec(
                backend, plan.streams(plan.streams().stderr(Objects.requireNonNull(out, "out"))));
    }

    @Override
    public RunSpec stdoutTo(Path file) {
        return stdoutTo(new OutputFile("stdoutTo", file));
    }

    @Override
    public RunSpec stderrTo(Path file) {
        return stderrTo(new OutputFile("stderrTo", file));
    }

    @Override
    public RunSpec maxOutput(long bytes) {
        return new RunSpec(backend, plan.streams(plan.streams().maxOutput(bytes)));
    }

    /**
     * Runs the container until it exits, and returns its exit code and output. A missing image is pulled first. An exit
     * code other than 0 is a result, not an error; see {@link RunResult#requireSuccess()}.
     *
     * @throws io.dockerkit.ImageNotFoundException if the registry does not have the image, or hides it from the caller
     * @throws io.dockerkit.NameInUseException if another container has the name
     * @throws io.dockerkit.PortInUseException if a port is taken; the container is removed again
     * @throws io.dockerkit.ContainerStartException if the command cannot be started; the container is removed again
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     * @throws io.dockerkit.OutputLimitException if it writes more than {@link #maxOutput}; the container is killed
     * @throws IllegalStateException if this was read from a command line that says {@code --detach}
     */
    @CanIgnoreReturnValue
    public RunResult execute() {
        requireForeground();
        plan.requireOnly("execute()", "stdin", "stdoutTo", "stderrTo", "timeout", "maxOutput");
        plan.requireAttached();
        plan.streams().checked();
        return plan.ask(backend, backend::run);
    }

    /**
     * Starts the container and returns its streams; close the session when done. Throws the same errors as {@link
     * #execute()}.
     *
     * @throws io.dockerkit.InvalidOptionException if {@link #timeout} or a stream is set, or {@link #sigProxy} without a
     *     terminal: the caller of a session has its streams and decides how long to wait
     */
    @CanIgnoreReturnValue
    public Session attach() {
        requireForeground();
        plan.requireOnly("attach()", "maxOutput");
        plan.requireNoSigProxy();
        return plan.ask(backend, backend::attach);
    }

    private void requireForeground() {
        if (plan.isDetached()) {
            throw new IllegalStateException(
                    "the command line says --detach: call detached().start() instead");
        }
    }

    /**
     * Creates the container without starting it: {@code docker create}.
     *
     * @throws io.dockerkit.InvalidOptionException if {@link #timeout} or a stream is set: nothing runs
     */
    @CanIgnoreReturnValue
    public Container create() {
        plan.requireOnly("create()");
        return plan.ask(backend, backend::create);
    }

    /** Returns whether this was read from a command line that says {@code --detach}; {@link #detached()} starts it so. */
    public boolean isDetached() {
        return plan.isDetached();
    }

    /** Returns the equivalent command line, with the real values of variables; it may contain secrets. */
    public String toCommandLine() {
        return plan.toCommandLine();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunSpec that && plan.equals(that.plan);
    }

    @Override
    public int hashCode() {
        return plan.hashCode();
    }

    /** Returns the equivalent command line, with {@code ***} for the values of variables. */
    @Override
    public String toString() {
        return plan.redacted();
    }
}
