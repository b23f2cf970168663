package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.swarm.Stack;
import io.dockerkit.swarm.StackConfigSpec;
import io.dockerkit.swarm.StackSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker stack} commands on the default connection. They need an engine that is a manager of a swarm, and, to read
 * Compose files, the module {@code io.dockerkit:dockerkit-compose}.
 *
 * <p>Thread-safe.
 */
public final class Stacks {
    private Stacks() {}

    /**
     * Returns the spec of a stack with these Compose files: {@code docker stack deploy -c FILE NAME}.
     *
     * <pre>{@code
     * Stack shop = Stacks.deploy("shop", Path.of("shop.yaml")).prune().execute();
     * }</pre>
     *
     * @param files the files; none if the spec gets them
     * @throws InvalidOptionException if the name is blank
     */
    @CheckReturnValue
    public static StackSpec deploy(String name, Path... files) {
        return Docker.deferred().stacks().deploy(name, files);
    }

    /**
     * Reads a command line, {@code docker stack deploy …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static StackSpec parse(String commandLine) {
        return Docker.deferred().stacks().parse(commandLine);
    }

    /** Reads the words of a command line, {@code docker stack deploy …}. */
    @CheckReturnValue
    public static StackSpec parse(List<String> words) {
        return Docker.deferred().stacks().parse(words);
    }

    /** Reads the words of a command line, {@code docker stack deploy …}, typed in the given place. */
    @CheckReturnValue
    public static StackSpec parse(List<String> words, HostContext host) {
        return Docker.deferred().stacks().parse(words, host);
    }

    /**
     * Returns what Compose files say together, with variables put in and short forms made long: {@code docker stack config -c
     * FILE}. No engine is asked.
     *
     * @throws InvalidOptionException if there is no file, a file is wrong, or {@code io.dockerkit:dockerkit-compose},
     *     which reads them, is not on the class path
     * @throws LocalFileException if a file cannot be read
     */
    public static String config(Path... files) {
        return Docker.deferred().stacks().config(files);
    }

    /**
     * Reads a command line, {@code docker stack config …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static StackConfigSpec parseConfig(String commandLine) {
        return Docker.deferred().stacks().parseConfig(commandLine);
    }

    /** Reads the words of a command line, {@code docker stack config …}. */
    @CheckReturnValue
    public static StackConfigSpec parseConfig(List<String> words) {
        return Docker.deferred().stacks().parseConfig(words);
    }

    /** Reads the words of a command line, {@code docker stack config …}, typed in the given place. */
    @CheckReturnValue
    public static StackConfigSpec parseConfig(List<String> words, HostContext host) {
        return Docker.deferred().stacks().parseConfig(words, host);
    }

    /** Returns the stacks that have services, by their names: {@code docker stack ls}. */
    public static List<Stack> list() {
        return Docker.deferred().stacks().list();
    }

    /**
     * Returns the stack of this name.
     *
     * @throws NotFoundException if the swarm has no service, network, secret or config of it
     */
    public static Stack get(String name) {
        return Docker.deferred().stacks().get(name);
    }

    /** Returns the stack of this name; empty if the swarm has no service, network, secret or config of it. */
    public static Optional<Stack> find(String name) {
        return Docker.deferred().stacks().find(name);
    }
}
