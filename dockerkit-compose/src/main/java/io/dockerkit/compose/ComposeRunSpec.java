package io.dockerkit.compose;

import io.dockerkit.DockerException;
import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.converge.Change;
import io.dockerkit.compose.converge.OneOff;
import io.dockerkit.compose.converge.RunOptions;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.spi.OutputFile;
import io.dockerkit.spi.ProcessStreams;
import io.dockerkit.spi.StdinSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker compose run}: a container of its own of a service, for a command. The services that the service depends on are
 * started first. No file is read and no request is sent until a terminal operation: {@link #execute()} runs the command to its
 * end, {@link #start()} leaves it running, and {@link #attach()} opens its streams.
 *
 * <pre>{@code
 * RunResult migrated = compose.run("web", "flask", "db", "upgrade").rm().execute().requireSuccess();
 * }</pre>
 *
 * <p>The ports of the service are not published unless {@link #servicePorts()} is set. The container stays when it has ended
 * unless {@link #rm()} is set; {@code down()} with {@code removeOrphans()} removes it.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeRunSpec extends FileCommand<ComposeRunSpec>
        implements FlagOptions<ComposeRunSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker compose run",
                    List.of(
                            BUILD,
                            Flag.many("cap-add", "a capability", "Capability to add"),
                            Flag.many("cap-drop", "a capability", "Capability to take away"),
                            Flag.one(
                                    "entrypoint", "a command", "Entrypoint instead of the image's"),
                            Flag.many("env", "name[=value]", "Environment variable")
                                    .shorthand('e')
                                    .checked(Words::checkPair)
                                    .secret(),
                            Flag.toggle("interactive", "Keep standard input open").shorthand('i'),
                            Flag.many("label", "key=value", "Label of the container")
                                    .shorthand('l')
                                    .checked(ComposeRunSpec::label),
                            Flag.one("name", "a name", "Name of the container")
                                    .checked(Words::checkNotBlank),
                            NO_DEPS,
                            Flag.many("publish", "[ip:][port:]port[/protocol]", "Port to publish")
                                    .shorthand('p')
                                    .checked(Words::checkNotBlank),
                            PULL,
                            QUIET_PULL,
                            REMOVE_ORPHANS,
                            Flag.toggle("rm", "Remove the container when it has ended"),
                            Flag.toggle("service-ports", "Publish the ports of the service")
                                    .shorthand('P'),
                            Flag.toggle("tty", "Allocate a terminal").shorthand('t'),
                            Flag.toggle("use-aliases", "Let it be found by the service's names"),
                            Flag.one("user", "name|uid[:group|gid]", "User of the command")
                                    .shorthand('u')
                                    .checked(Words::checkNotBlank),
                            Flag.many("volume", "[source:]target[:options]", "Volume to mount")
                                    .shorthand('v')
                                    .checked(Words::checkNotBlank),
                            Flag.one("workdir", "a path", "Working directory of the command")
                                    .shorthand('w')
                                    .checked(Words::checkNotBlank)));

    private final ProcessStreams streams;
    private final @Nullable Duration timeout;
    private final @Nullable List<String> entrypoint;

    private ComposeRunSpec(
            Compose compose,
            CommandLine line,
            Consumer<? super ComposeProgress> progress,
            ProcessStreams streams,
            @Nullable Duration timeout,
            @Nullable List<String> entrypoint) {
        super(compose, line, progress);
        this.streams = streams;
        this.timeout = timeout;
        this.entrypoint = entrypoint;
    }

    static ComposeRunSpec of(Compose compose, String service, List<String> command) {
        List<String> operands = new ArrayList<>();
        operands.add(Checks.text("service", "service", service));
        operands.addAll(command);
        return new ComposeRunSpec(
                compose,
                CommandLine.of(TABLE, operands),
                event -> {},
                ProcessStreams.KEPT,
                null,
                null);
    }

    private static String label(String value) {
        if (!value.contains("=")) {
            throw new IllegalArgumentException("the value is missing");
        }
        return Words.checkPair(value);
    }

    @Override
    protected ComposeRunSpec with(CommandLine next) {
        return new ComposeRunSpec(compose(), next, progress(), streams, timeout, entrypoint);
    }

    private ComposeRunSpec with(ProcessStreams next) {
        return new ComposeRunSpec(compose(), line(), progress(), next, timeout, entrypoint);
    }

    @Override
    protected Object besides() {
        return List.of(
                compose(), Optional.ofNullable(streams.stdin()), Optional.ofNullable(entrypoint));
    }

    @Override
    List<String> services() {
        return List.of(line().operand(0));
    }

    /** Sets an environment variable: {@code --env}. */
    public ComposeRunSpec env(String name, String value) {
        return flag("env", Checks.pair("--env", "name", name, value));
    }

    /** Sets an environment variable to the value that it has for the project; it is left out if it has none: {@code --env NAME}. */
    public ComposeRunSpec env(String name) {
        return flag("env", Checks.text("--env", "name", name));
    }

    /** Adds a label: {@code --label}. */
    public ComposeRunSpec label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Sets the name of the container, instead of one like {@code shop-web-run-3fa9c1d0ab12}: {@code --name}. */
    public ComposeRunSpec name(String name) {
        return flag("name", Checks.text("--name", "name", name));
    }

    /** Sets the user, {@code name|uid[:group|gid]}: {@code --user}. */
    public ComposeRunSpec user(String user) {
        return flag("user", Checks.text("--user", "user", user));
    }

    /** Sets the working directory in the container: {@code --workdir}. */
    public ComposeRunSpec workdir(String path) {
        return flag("workdir", Checks.text("--workdir", "path", path));
    }

    /**
     * Sets the entrypoint instead of that of the service and of the image; the service's command counts no more: {@code
     * --entrypoint}. The words are passed unchanged and are not split at spaces.
     */
    public ComposeRunSpec entrypoint(String... words) {
        List<String> given = Checks.elements("words", words);
        ComposeRunSpec shown = flag("entrypoint", ShellQuoting.join(given));
        return new ComposeRunSpec(compose(), shown.line(), progress(), streams, timeout, given);
    }

    /** Adds a capability: {@code --cap-add}. */
    public ComposeRunSpec capAdd(String capability) {
        return flag("cap-add", Checks.text("--cap-add", "capability", capability));
    }

    /** Takes a capability away: {@code --cap-drop}. */
    public ComposeRunSpec capDrop(String capability) {
        return flag("cap-drop", Checks.text("--cap-drop", "capability", capability));
    }

    /** Mounts a volume or a path, {@code data:/data:ro} for instance, besides those of the service: {@code --volume}. */
    public ComposeRunSpec volume(String volume) {
        return flag("volume", Checks.text("--volume", "volume", volume));
    }

    /** Publishes a port, {@code 8080:80} for instance: {@code --publish}. */
    public ComposeRunSpec publish(String port) {
        return flag("publish", Checks.text("--publish", "port", port));
    }

    /** Publishes the ports of the service as the files say: {@code --service-ports}. */
    public ComposeRunSpec servicePorts() {
        return flag("service-ports", "true");
    }

    /** Lets other containers find it by the names of the service: {@code --use-aliases}. */
    public ComposeRunSpec useAliases() {
        return flag("use-aliases", "true");
    }

    /** Removes the container when it has ended: {@code --rm}. */
    public ComposeRunSpec rm() {
        return flag("rm", "true");
    }

    /** Keeps standard input open, for {@link #attach()}: {@code --interactive}. Unlike with the CLI it is closed by default. */
    public ComposeRunSpec interactive() {
        return flag("interactive", "true");
    }

    /** Allocates a terminal, which merges both output streams: {@code --tty}. */
    public ComposeRunSpec tty() {
        return flag("tty", "true");
    }

    /** Starts none of the services that the service depends on: {@code --no-deps}. */
    public ComposeRunSpec noDeps() {
        return flag("no-deps", "true");
    }

    /** Builds the images first, even if the engine has them: {@code --build}. */
    public ComposeRunSpec build() {
        return flag("build", "true");
    }

    /**
     * Sets when images are pulled, instead of each service's {@code pull_policy}: {@code --pull}.
     *
     * @param policy {@code always}, {@code missing}, {@code never} or {@code build}
     * @throws InvalidOptionException if it is none of them
     */
    public ComposeRunSpec pull(String policy) {
        return flag("pull", Checks.text("--pull", "policy", policy));
    }

    /** Does not report the progress of pulls: {@code --quiet-pull}. */
    public ComposeRunSpec quietPull() {
        return flag("quiet-pull", "true");
    }

    /** Removes containers of services that the files do not name: {@code --remove-orphans}. */
    public ComposeRunSpec removeOrphans() {
        return flag("remove-orphans", "true");
    }

    /** Feeds this text, as UTF-8, to standard input and then ends it; implies {@link #interactive()}. Not a flag of the CLI. */
    public ComposeRunSpec stdin(String text) {
        return fed(StdinSource.of(text));
    }

    /** Feeds these bytes to standard input and then ends it; implies {@link #interactive()}. Not a flag of the CLI. */
    public ComposeRunSpec stdin(byte[] bytes) {
        return fed(StdinSource.of(bytes));
    }

    /** Feeds a file to standard input and then ends it; implies {@link #interactive()}. Not a flag of the CLI. */
    public ComposeRunSpec stdin(Path file) {
        return fed(StdinSource.of(file));
    }

    /** Feeds a stream, once, to standard input and then ends it; implies {@link #interactive()}. Not a flag of the CLI. */
    public ComposeRunSpec stdin(InputStream stream) {
        return fed(StdinSource.of(stream));
    }

    private ComposeRunSpec fed(StdinSource source) {
        return interactive().with(streams.stdin(Objects.requireNonNull(source, "source")));
    }

    /** Writes standard output to this stream as it comes, and keeps nothing of it. Not a flag of the CLI. */
    public ComposeRunSpec stdoutTo(OutputStream out) {
        return with(streams.stdout(Objects.requireNonNull(out, "out")));
    }

    /** Writes standard error to this stream as it comes, and keeps nothing of it. Not a flag of the CLI. */
    public ComposeRunSpec stderrTo(OutputStream out) {
        return with(streams.stderr(Objects.requireNonNull(out, "out")));
    }

    /** Writes standard output to this file, and keeps nothing of it. Not a flag of the CLI. */
    public ComposeRunSpec stdoutTo(Path file) {
        return stdoutTo(new OutputFile("stdoutTo", file));
    }

    /** Writes standard error to this file, and keeps nothing of it. Not a flag of the CLI. */
    public ComposeRunSpec stderrTo(Path file) {
        return stderrTo(new OutputFile("stderrTo", file));
    }

    /**
     * Sets how many bytes of output are kept in memory at most, of both streams together; 64 MiB unless set. Not a flag of
     * the CLI.
     *
     * @param bytes from 1 to 2,147,483,639
     * @throws InvalidOptionException if the number is not in that range
     */
    public ComposeRunSpec maxOutput(long bytes) {
        return with(streams.maxOutput(bytes));
    }

    /**
     * Sets how long {@link #execute()} may take once the other services are up; without it, there is no limit. After this time
     * the container is killed. Not a flag of the CLI.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public ComposeRunSpec timeout(Duration limit) {
        Checks.positive("timeout", Objects.requireNonNull(limit, "limit"));
        return new ComposeRunSpec(compose(), line(), progress(), streams, limit, entrypoint);
    }

    /** Reports what happens to the services that it depends on, from several threads at the same time. Not a flag of the CLI. */
    public ComposeRunSpec onProgress(Consumer<? super ComposeProgress> consumer) {
        return new ComposeRunSpec(
                compose(),
                line(),
                Objects.requireNonNull(consumer, "consumer"),
                streams,
                timeout,
                entrypoint);
    }

    /**
     * Runs the command to its end, and returns its exit code and output.
     *
     * @throws InvalidOptionException if a file is wrong, or there is no such service; nothing is changed then
     * @throws io.dockerkit.ContainerStartException if there is no such command
     * @throws io.dockerkit.NotReadyException if a service that it depends on ends or is unhealthy
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     * @throws io.dockerkit.OutputLimitException if it writes more than {@link #maxOutput}
     */
    @CanIgnoreReturnValue
    public RunResult execute() {
        streams.checked();
        return ask(
                options ->
                        OneOff.on(compose().docker(), report()).run(project(), change(), options));
    }

    /**
     * Starts the container, and returns its handle: {@code --detach}.
     *
     * @throws io.dockerkit.DockerException as {@link #execute()} does
     */
    @CanIgnoreReturnValue
    public Container start() {
        return ask(
                options ->
                        OneOff.on(compose().docker(), report())
                                .start(project(), change(), options));
    }

    /**
     * Starts the container with its streams attached. Close the session when done.
     *
     * @throws io.dockerkit.DockerException as {@link #execute()} does
     */
    public Session attach() {
        return ask(
                options ->
                        OneOff.on(compose().docker(), report())
                                .attach(project(), change(), options));
    }

    private Change change() {
        return Bringing.change(this, PublishedPorts.AS_WRITTEN);
    }

    private <T> T ask(Function<RunOptions, T> terminal) {
        if (isSet("service-ports") && !values("publish").isEmpty()) {
            throw new InvalidOptionException("--service-ports", "true", "it excludes --publish");
        }
        try {
            return terminal.apply(options());
        } catch (DockerException failed) {
            throw failed.during(toString());
        }
    }

    private @Nullable List<String> entrypointWords() {
        return entrypoint != null || !isSet("entrypoint")
                ? entrypoint
                : ShellWords.split(value("entrypoint"));
    }

    private RunOptions options() {
        Map<String, @Nullable String> variables = new LinkedHashMap<>();
        for (String variable : values("env")) {
            variables.put(
                    Words.key(variable), variable.contains("=") ? Words.value(variable) : null);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        values("label").forEach(label -> labels.put(Words.key(label), Words.value(label)));
        return new RunOptions(
                line().operand(0),
                line().operandsFrom(1),
                entrypointWords(),
                value("name"),
                value("user"),
                value("workdir"),
                variables,
                labels,
                values("cap-add"),
                values("cap-drop"),
                values("volume"),
                values("publish"),
                isSet("service-ports"),
                isSet("use-aliases"),
                isSet("interactive"),
                isSet("tty"),
                isSet("rm"),
                isSet("remove-orphans"),
                isSet("quiet-pull"),
                streams,
                timeout,
                toString());
    }
}
