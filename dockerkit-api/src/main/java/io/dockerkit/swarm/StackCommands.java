package io.dockerkit.swarm;

import io.dockerkit.HostContext;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.spi.StackBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker stack} commands on one connection: what {@code Stacks} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class StackCommands {
    private final StackBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.stacks()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public StackCommands(StackBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Returns the spec of a stack with these Compose files: {@code docker stack deploy -c FILE NAME}.
     *
     * @param files the files; none if the spec gets them
     * @throws io.dockerkit.InvalidOptionException if the name is blank
     */
    @CheckReturnValue
    public StackSpec deploy(String name, Path... files) {
        StackSpec spec =
                StackSpec.of(
                        backend,
                        CommandLine.of(
                                StackSpec.TABLE, List.of(Checks.text("stack name", "name", name))));
        for (Path file : Checks.elements("files", files)) {
            spec = spec.composeFile(file);
        }
        return spec;
    }

    /**
     * Reads a command line, {@code docker stack deploy …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public StackSpec parse(String commandLine) {
        return StackSpec.of(backend, CommandLine.parse(commandLine, StackSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker stack deploy …}. */
    @CheckReturnValue
    public StackSpec parse(List<String> words) {
        return StackSpec.of(backend, CommandLine.parse(words, StackSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker stack deploy …}, typed in the given place. */
    @CheckReturnValue
    public StackSpec parse(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return StackSpec.of(backend, CommandLine.parse(words, StackSpec.TABLE).typedIn(host));
    }

    /**
     * Returns what Compose files say together, with variables put in and short forms made long: {@code docker stack config -c
     * FILE}. No engine is asked.
     *
     * @throws io.dockerkit.InvalidOptionException if there is no file, a file is wrong, or {@code io.dockerkit:dockerkit-compose},
     *     which reads them, is not on the class path
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public String config(Path... files) {
        StackConfigSpec spec = StackConfigSpec.of(CommandLine.of(StackConfigSpec.TABLE, List.of()));
        for (Path file : Checks.elements("files", files)) {
            spec = spec.composeFile(file);
        }
        return spec.execute();
    }

    /**
     * Reads a command line, {@code docker stack config …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public StackConfigSpec parseConfig(String commandLine) {
        return StackConfigSpec.of(CommandLine.parse(commandLine, StackConfigSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker stack config …}. */
    @CheckReturnValue
    public StackConfigSpec parseConfig(List<String> words) {
        return StackConfigSpec.of(CommandLine.parse(words, StackConfigSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker stack config …}, typed in the given place. */
    @CheckReturnValue
    public StackConfigSpec parseConfig(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return StackConfigSpec.of(CommandLine.parse(words, StackConfigSpec.TABLE).typedIn(host));
    }

    /** Returns the stacks that have services, by their names: {@code docker stack ls}. */
    public List<Stack> list() {
        return backend.list();
    }

    /**
     * Returns the stack of this name.
     *
     * @throws NotFoundException if the swarm has no service, network, secret or config of it
     */
    public Stack get(String name) {
        return backend.get(StackSpec.checkName(Checks.text("stack name", "name", name)));
    }

    /** Returns the stack of this name; empty if the swarm has no service, network, secret or config of it. */
    public Optional<Stack> find(String name) {
        try {
            return Optional.of(get(name));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }
}
