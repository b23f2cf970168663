package io.dockerkit.container;

import io.dockerkit.HostContext;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.container.flags.ExecFlags;
import io.dockerkit.container.flags.RunFlags;
import io.dockerkit.container.flags.RunLine;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.container.run.UpdateSpec;
import io.dockerkit.image.Image;
import io.dockerkit.spi.ContainerBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker container} commands on one connection: what {@code Containers} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class ContainerCommands {
    private final ContainerBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.containers()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public ContainerCommands(ContainerBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Returns the implementation.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public ContainerBackend backend() {
        return backend;
    }

    /**
     * Returns the spec of a foreground run: {@code docker run IMAGE}. No request is sent until a terminal operation such as
     * {@link RunSpec#execute()}.
     *
     * @param image {@code [host[:port]/]path[:tag][@digest]}, or an id
     * @throws io.dockerkit.InvalidOptionException if the name is malformed
     */
    @CheckReturnValue
    public RunSpec run(String image) {
        return RunSpec.of(backend, RunLine.of(image));
    }

    /** Returns the spec of a foreground run of this very image, by its id: {@code docker run IMAGE}. */
    @CheckReturnValue
    public RunSpec run(Image image) {
        return run(Objects.requireNonNull(image, "image").id());
    }

    /**
     * Reads a command line, {@code docker run …} or {@code docker create …}, as a shell and the CLI read it: quotes, line
     * continuations, bundled letters, options only before the image. Nothing is expanded: a line with {@code $NAME} or
     * {@code $(…)} is rejected. Relative paths and {@code -e NAME} are those of this process when the terminal operation is
     * called.
     *
     * <p>A spec belongs to its connection, so flags before the command, {@code docker --context build run …} or {@code
     * docker -H ssh://me@build run …}, must name the engine of that connection. If they name another engine, the
     * terminal operation throws an {@link io.dockerkit.InvalidOptionException}, and no request is sent; read such a
     * line with a connection to that engine: {@code Docker.connect("ssh://me@build").containers().parse(line)}. {@code
     * --debug} and {@code --log-level} have no effect; {@code --config} and the {@code --tls…} flags are rejected,
     * since a connection gets them from its environment. The other {@code parse} methods follow the same rules.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public RunSpec parse(String commandLine) {
        return RunSpec.of(backend, RunLine.parse(commandLine));
    }

    /** Reads a command line that was typed elsewhere: relative paths and variables to inherit are those of {@code host}. */
    @CheckReturnValue
    public RunSpec parse(String commandLine, HostContext host) {
        Objects.requireNonNull(host, "host");
        return RunSpec.of(backend, RunLine.parse(commandLine).typedIn(host));
    }

    /** Reads the words of a command line, {@code docker} first, as the CLI reads them. */
    @CheckReturnValue
    public RunSpec parse(List<String> words) {
        return RunSpec.of(backend, RunLine.parse(words));
    }

    /** Reads the words of a command line that was typed elsewhere. */
    @CheckReturnValue
    public RunSpec parse(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return RunSpec.of(backend, RunLine.parse(words).typedIn(host));
    }

    /**
     * Reads a command line, {@code docker exec …}, by the rules of {@link #parse(String)}. The container is looked up by the
     * terminal operation. A line with {@code -d} has {@code start()}, others have {@code execute()} and {@code attach()}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public ExecSpec parseExec(String commandLine) {
        return ExecSpec.of(backend, CommandLine.parse(commandLine, ExecFlags.TABLE));
    }

    /** Reads a {@code docker exec} line that was typed elsewhere: relative paths and variables are those of {@code host}. */
    @CheckReturnValue
    public ExecSpec parseExec(String commandLine, HostContext host) {
        Objects.requireNonNull(host, "host");
        return ExecSpec.of(backend, CommandLine.parse(commandLine, ExecFlags.TABLE).typedIn(host));
    }

    /** Reads the words of a command line, {@code docker exec …}. */
    @CheckReturnValue
    public ExecSpec parseExec(List<String> words) {
        return ExecSpec.of(backend, CommandLine.parse(words, ExecFlags.TABLE));
    }

    /** Reads the words of a {@code docker exec} line that was typed elsewhere. */
    @CheckReturnValue
    public ExecSpec parseExec(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return ExecSpec.of(backend, CommandLine.parse(words, ExecFlags.TABLE).typedIn(host));
    }

    /**
     * Reads a command line, {@code docker update …}, by the rules of {@link #parse(String)}. The containers are looked up by
     * the terminal operation.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public UpdateSpec parseUpdate(String commandLine) {
        return UpdateSpec.of(backend, CommandLine.parse(commandLine, RunFlags.UPDATE));
    }

    /** Reads the words of a command line, {@code docker update …}. */
    @CheckReturnValue
    public UpdateSpec parseUpdate(List<String> words) {
        return UpdateSpec.of(backend, CommandLine.parse(words, RunFlags.UPDATE));
    }

    /** Returns the running containers, newest first: {@code docker ps}. */
    public List<ContainerSummary> list() {
        return query().list();
    }

    /** Returns a query with options: {@code docker ps …}. */
    @CheckReturnValue
    public ContainerQuery query() {
        return ContainerQuery.of(backend);
    }

    /**
     * Returns the container with this name, id or unique id prefix, running or not.
     *
     * @throws NotFoundException if there is none
     * @throws io.dockerkit.AmbiguousIdException if several have this prefix; the message lists them
     * @throws io.dockerkit.InvalidOptionException if the text is blank
     */
    public Container get(String reference) {
        return backend.get(Checks.text("container", "reference", reference));
    }

    /** Returns the container with this name, id or unique id prefix, or empty if there is none. */
    public Optional<Container> find(String reference) {
        try {
            return Optional.of(get(reference));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** Returns the spec of a prune of stopped containers: {@code docker container prune}. */
    @CheckReturnValue
    public ContainerPruneSpec prune() {
        return new ContainerPruneSpec(backend);
    }
}
