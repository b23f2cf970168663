package io.dockerkit.container.run;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.container.Session;
import io.dockerkit.container.flags.Env;
import io.dockerkit.container.flags.ExecFlags;
import io.dockerkit.container.flags.KeyValueFile;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.ExecRequest;
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
public final class ExecSpec implements StreamOptions<ExecSpec> {
    private final ExecBackend backend;
    private final String container;
    private final FlagValues flags;
    private final List<String> command;
    private final ProcessStreams streams;
    private final @Nullable Duration timeout;

    private ExecSpec(
            ExecBackend backend,
            String container,
            FlagValues flags,
            List<String> command,
            ProcessStreams streams,
            @Nullable Duration timeout) {
        this.backend = backend;
        this.container = container;
        this.flags = flags;
        this.command = command;
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
        Checks.text("container", "container", container);
        List<String> words = Checks.elements("command", command);
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw new InvalidOptionException(
                    "command",
                    "",
                    "docker exec needs a program to run; accepted form: exec(\"ls\", \"-l\")");
        }
        FlagValues none = FlagValues.none(ExecFlags.TABLE);
        return new ExecSpec(backend, container, none, words, ProcessStreams.KEPT, null);
    }

    /**
     * Sets any flag of {@code docker exec} in the CLI's own syntax; the named options do no more than this.
     *
     * @param name the flag's long name without dashes
     * @param value the value as the CLI takes it; {@code "true"} or {@code "false"} for a switch
     * @throws InvalidOptionException if there is no such flag or it does not accept the value
     */
    public ExecSpec flag(String name, String value) {
        return new ExecSpec(backend, container, flags.with(name, value), command, streams, timeout);
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
        return new ExecSpec(backend, container, flags, command, next, timeout);
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
        return new ExecSpec(
                backend, container, flags, command, streams, Checks.positive("timeout", limit));
    }

    /**
     * Runs the command to its end and returns its exit code and output.
     *
     * @throws io.dockerkit.NotRunningException if the container does not run
     * @throws io.dockerkit.NotFoundException if the container no longer exists
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     * @throws io.dockerkit.OutputLimitException if it writes more than {@link #maxOutput}
     */
    @CanIgnoreReturnValue
    public ExecResult execute() {
        streams.checked();
        return backend.execute(request());
    }

    /**
     * Starts the command in the background: {@code --detach}.
     *
     * @throws InvalidOptionException if {@link #interactive()}, {@link #timeout} or a stream is set: they have no effect on
     *     a command in the background
     */
    public void start() {
        requireOnly("start()");
        if (flags.isSet("interactive")) {
            throw new InvalidOptionException(
                    "--interactive",
                    "true",
                    "start() cannot honour it: a detached exec has no standard input; use execute() or attach()");
        }
        backend.start(flag("detach", "true").request());
    }

    /**
     * Starts the command and returns its streams; close the session when done.
     *
     * @throws InvalidOptionException if {@link #timeout} or a stream is set: the caller of a session has its streams and
     *     decides how long to wait
     */
    public Session attach() {
        requireOnly("attach()", "maxOutput");
        return backend.attach(request());
    }

    private void requireOnly(String terminal, String... honoured) {
        OwnOptions.of(streams, timeout == null ? null : Checks.human(timeout))
                .requireOnly(terminal, honoured);
    }

    private ExecRequest request() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        flags.writeTo(draft);
        for (String file : flags.all("env-file")) {
            KeyValueFile.read(
                            "--env-file",
                            HostFiles.resolve(draft.host().directory(), file),
                            draft.host().environment())
                    .forEach(pair -> draft.add("Env", pair));
        }
        Env.write(flags.all("env"), draft);
        draft.put("Cmd", command);
        return new ExecRequest(
                draft.body(),
                flags.isSet("tty"),
                flags.isSet("interactive"),
                streams,
                timeout,
                toString());
    }

    /** Returns the equivalent command line, with the real values of variables; it may contain secrets. */
    public String toCommandLine() {
        return line(flags.words());
    }

    private String line(List<String> flagWords) {
        List<String> words = new ArrayList<>(List.of("docker", "exec"));
        words.addAll(flagWords);
        words.add(container);
        words.addAll(command);
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExecSpec that
                && container.equals(that.container)
                && flags.equals(that.flags)
                && command.equals(that.command)
                && Objects.equals(streams.stdin(), that.streams.stdin());
    }

    @Override
    public int hashCode() {
        return Objects.hash(container, flags, command);
    }

    /** Returns the equivalent command line, with {@code ***} for the values of variables. */
    @Override
    public String toString() {
        return line(flags.redactedWords());
    }
}
