package io.dockerkit.container.run;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.container.Session;
import io.dockerkit.container.flags.ExecFlags;
import io.dockerkit.container.flags.ExecRequestWriter;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.ExecRequest;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.OutputFile;
import io.dockerkit.spi.ProcessStreams;
import io.dockerkit.spi.StdinSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker exec}: a command to run in a running container. No request is sent until {@link #execute()},
 * {@link #start()} or {@link #attach()}.
 *
 * <pre>{@code
 * ExecResult ls = container.exec("ls", "/").workdir("/").execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ExecSpec extends CommandOptions<ExecSpec>
        implements StreamOptions<ExecSpec>, FlagOptions<ExecSpec> {
    private final Supplier<ExecBackend> backend;
    private final ProcessStreams streams;
    private final @Nullable Duration timeout;

    private ExecSpec(
            Supplier<ExecBackend> backend,
            CommandLine line,
            ProcessStreams streams,
            @Nullable Duration timeout) {
        super(line);
        this.backend = backend;
        this.streams = streams;
        this.timeout = timeout;
    }

    /**
     * Returns the spec of a command in a container; called by implementations.
     *
     * @throws InvalidOptionException if the command is empty
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ExecSpec of(ExecBackend backend, String container, List<String> command) {
        Objects.requireNonNull(backend, "backend");
        List<String> operands = new ArrayList<>();
        operands.add(Checks.text("container", "container", container));
        operands.addAll(Checks.elements("command", command));
        if (operands.size() < 2 || operands.get(1).isBlank()) {
            throw new InvalidOptionException(
                    "command",
                    "",
                    "docker exec needs a program to run; accepted form: exec(\"ls\", \"-l\")");
        }
        return new ExecSpec(
                () -> backend,
                CommandLine.of(ExecFlags.TABLE, operands),
                ProcessStreams.KEPT,
                null);
    }

    /**
     * Returns the spec of a line, whose container is looked up by the terminal operation.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ExecSpec of(ContainerBackend backend, CommandLine parsed) {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(parsed, "parsed");
        CommandLine line =
                parsed.requireOperands(2, Integer.MAX_VALUE, "container command [argument…]");
        Checks.text("container", "container", line.operand(0));
        return new ExecSpec(
                () -> {
                    NounBackend.requireEngineOf(line, backend);
                    return backend.exec(line.operand(0));
                },
                line,
                ProcessStreams.KEPT,
                null);
    }

    @Override
    protected ExecSpec with(CommandLine next) {
        return new ExecSpec(backend, next, streams, timeout);
    }

    @Override
    protected Object besides() {
        return Optional.ofNullable(streams.stdin());
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidOptionException also for {@code detach}: {@link #start()} detaches
     */
    @Override
    public ExecSpec flag(String name, String value) {
        CommandLine next = line().with(name, value);
        if (next.flags().isSet("detach") != line().flags().isSet("detach")) {
            throw new InvalidOptionException(
                    "--detach", value, "call start() in place of execute() or attach()");
        }
        return with(next);
    }

    /** Sets an environment variable: {@code --env}. */
    public ExecSpec env(String name, String value) {
        return flag("env", Checks.pair("--env", "name", name, value));
    }

    /** Inherits an environment variable from this process: {@code --env NAME}. */
    public ExecSpec env(String name) {
        return flag("env", Checks.text("--env", "name", name));
    }

    /** Sets environment variables: {@code --env} for each. */
    public ExecSpec env(Map<String, String> variables) {
        ExecSpec spec = this;
        for (Map.Entry<String, String> variable :
                Checks.entries("variables", variables).entrySet()) {
            spec = spec.env(variable.getKey(), variable.getValue());
        }
        return spec;
    }

    /**
     * Reads environment variables from a file when the command is started, one {@code NAME=value} per line; {@link #env}
     * wins: {@code --env-file}.
     */
    public ExecSpec envFile(Path file) {
        return flag("env-file", Checks.file("--env-file", "file", file));
    }

    /** Sets the keys that detach a terminal, {@code ctrl-p,ctrl-q} for instance: {@code --detach-keys}. */
    public ExecSpec detachKeys(String keys) {
        return flag("detach-keys", Checks.text("--detach-keys", "keys", keys));
    }

    /** Keeps standard input open, for {@link #attach()}: {@code --interactive}. */
    public ExecSpec interactive() {
        return flag("interactive", "true");
    }

    /** Allocates a TTY, which merges both output streams: {@code --tty}. */
    public ExecSpec tty() {
        return flag("tty", "true");
    }

    /** Gives the command extended privileges: {@code --privileged}. */
    public ExecSpec privileged() {
        return flag("privileged", "true");
    }

    /** Sets the user, {@code name|uid[:group|gid]}: {@code --user}. */
    public ExecSpec user(String user) {
        return flag("user", Checks.text("--user", "user", user));
    }

    /** Sets the working directory in the container: {@code --workdir}. */
    public ExecSpec workdir(String path) {
        return flag("workdir", Checks.text("--workdir", "path", path));
    }

    @Override
    public ExecSpec stdin(String text) {
        return fed(StdinSource.of(text));
    }

    @Override
    public ExecSpec stdin(byte[] bytes) {
        return fed(StdinSource.of(bytes));
    }

    @Override
    public ExecSpec stdin(Path file) {
        return fed(StdinSource.of(file));
    }

    @Override
    public ExecSpec stdin(InputStream stream) {
        return fed(StdinSource.of(stream));
    }

    private ExecSpec fed(StdinSource source) {
        return interactive().streams(streams.stdin(Objects.requireNonNull(source, "source")));
    }

    @Override
    public ExecSpec stdoutTo(OutputStream out) {
        return streams(streams.stdout(Objects.requireNonNull(out, "out")));
    }

    @Override
    public ExecSpec stderrTo(OutputStream out) {
        return streams(streams.stderr(Objects.requireNonNull(out, "out")));
    }

    @Override
    public ExecSpec stdoutTo(Path file) {
        return stdoutTo(new OutputFile("stdoutTo", file));
    }

    @Override
    public ExecSpec stderrTo(Path file) {
        return stderrTo(new OutputFile("stderrTo", file));
    }

    @Override
    public ExecSpec maxOutput(long bytes) {
        return streams(streams.maxOutput(bytes));
    }

    private ExecSpec streams(ProcessStreams next) {
        return new ExecSpec(backend, line(), next, timeout);
    }

    /**
     * Sets how long {@link #execute()} may take; without it, there is no limit. After this time the call fails with a
     * {@link io.dockerkit.DockerTimeoutException}; the command keeps running in the container, since the engine has no way
     * to end an exec. {@link #start()} and {@link #attach()} must also return within this time; a session may stay open
     * longer. Not a flag of the CLI.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public ExecSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new ExecSpec(backend, line(), streams, Checks.positive("timeout", limit));
    }

    /**
     * Runs the command to its end and returns its exit code and output.
     *
     * @throws io.dockerkit.NotRunningException if the container does not run
     * @throws io.dockerkit.NotFoundException if the container no longer exists
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     * @throws io.dockerkit.OutputLimitException if it writes more than {@link #maxOutput}
     * @throws IllegalStateException if this was read from a command line that says {@code --detach}
     */
    @CanIgnoreReturnValue
    public ExecResult execute() {
        requireForeground();
        streams.checked();
        return backend.get().execute(request(line()));
    }

    /**
     * Starts the command in the background and returns its handle: {@code --detach}.
     *
     * @throws io.dockerkit.NotRunningException if the container does not run
     * @throws io.dockerkit.NotFoundException if the container no longer exists
     * @throws InvalidOptionException if {@link #interactive()}, {@link #timeout} or a stream is set: they have no effect on
     *     a command in the background. As with the CLI, a command line may say {@code -dit}: the input is left out
     */
    @CanIgnoreReturnValue
    public Exec start() {
        requireOnly("start()");
        CommandLine detached = line();
        if (isDetached()) {
            detached = line().flags(line().flags().without("interactive"));
        } else if (line().flags().isSet("interactive")) {
            throw new InvalidOptionException(
                    "--interactive",
                    "true",
                    "start() cannot honour it: a detached exec has no standard input; use execute() or attach()");
        }
        return backend.get().start(request(detached.with("detach", "true")));
    }

    /**
     * Starts the command and returns its streams; close the session when done.
     *
     * @throws InvalidOptionException if {@link #timeout} or a stream is set: the caller of a session has its streams and
     *     decides how long to wait
     * @throws IllegalStateException if this was read from a command line that says {@code --detach}
     */
    @CanIgnoreReturnValue
    public Session attach() {
        requireForeground();
        requireOnly("attach()", "maxOutput");
        return backend.get().attach(request(line()));
    }

    /** Returns whether this was read from a command line that says {@code --detach}; {@link #start()} starts it so. */
    public boolean isDetached() {
        return line().flags().isSet("detach");
    }

    private void requireForeground() {
        if (isDetached()) {
            throw new IllegalStateException("the command line says --detach: call start() instead");
        }
    }

    private void requireOnly(String terminal, String... honoured) {
        OwnOptions.of(streams, timeout == null ? null : Checks.human(timeout))
                .requireOnly(terminal, honoured);
    }

    private ExecRequest request(CommandLine asked) {
        FlagValues flags = asked.flags();
        return new ExecRequest(
                ExecRequestWriter.INSTANCE.write(asked).body(),
                flags.isSet("tty"),
                flags.isSet("interactive"),
                streams,
                timeout,
                asked.redacted());
    }
}
