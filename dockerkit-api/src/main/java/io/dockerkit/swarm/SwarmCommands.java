package io.dockerkit.swarm;

import io.dockerkit.HostContext;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.spi.SwarmBackend;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The {@code docker swarm} commands on one connection: what {@code Swarm} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class SwarmCommands {
    private final SwarmBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.swarm()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public SwarmCommands(SwarmBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Returns the spec of a new swarm, whose first manager the engine becomes: {@code docker swarm init}.
     *
     * <pre>{@code
     * Swarm.init().advertiseAddr("10.77.0.1").execute();
     * }</pre>
     */
    @CheckReturnValue
    public SwarmInitSpec init() {
        return SwarmInitSpec.of(backend, CommandLine.of(SwarmInitSpec.TABLE, List.of()));
    }

    /**
     * Reads a command line, {@code docker swarm init …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public SwarmInitSpec parseInit(String commandLine) {
        return SwarmInitSpec.of(backend, CommandLine.parse(commandLine, SwarmInitSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker swarm init …}. */
    @CheckReturnValue
    public SwarmInitSpec parseInit(List<String> words) {
        return SwarmInitSpec.of(backend, CommandLine.parse(words, SwarmInitSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker swarm init …}, typed in the given place. */
    @CheckReturnValue
    public SwarmInitSpec parseInit(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return SwarmInitSpec.of(
                backend, CommandLine.parse(words, SwarmInitSpec.TABLE).typedIn(host));
    }

    /**
     * Reads a command line, {@code docker swarm join …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public SwarmJoinSpec parseJoin(String commandLine) {
        return SwarmJoinSpec.of(backend, CommandLine.parse(commandLine, SwarmJoinSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker swarm join …}. */
    @CheckReturnValue
    public SwarmJoinSpec parseJoin(List<String> words) {
        return SwarmJoinSpec.of(backend, CommandLine.parse(words, SwarmJoinSpec.TABLE));
    }

    /**
     * Reads a command line, {@code docker swarm update …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public SwarmUpdateSpec parseUpdate(String commandLine) {
        return SwarmUpdateSpec.of(backend, CommandLine.parse(commandLine, SwarmUpdateSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker swarm update …}. */
    @CheckReturnValue
    public SwarmUpdateSpec parseUpdate(List<String> words) {
        return SwarmUpdateSpec.of(backend, CommandLine.parse(words, SwarmUpdateSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker swarm update …}, typed in the given place. */
    @CheckReturnValue
    public SwarmUpdateSpec parseUpdate(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return SwarmUpdateSpec.of(
                backend, CommandLine.parse(words, SwarmUpdateSpec.TABLE).typedIn(host));
    }

    /**
     * Reads a command line, {@code docker swarm ca …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public SwarmCaSpec parseCa(String commandLine) {
        return SwarmCaSpec.of(backend, CommandLine.parse(commandLine, SwarmCaSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker swarm ca …}. */
    @CheckReturnValue
    public SwarmCaSpec parseCa(List<String> words) {
        return SwarmCaSpec.of(backend, CommandLine.parse(words, SwarmCaSpec.TABLE));
    }

    /** Reads the words of a command line, {@code docker swarm ca …}, typed in the given place. */
    @CheckReturnValue
    public SwarmCaSpec parseCa(List<String> words, HostContext host) {
        Objects.requireNonNull(host, "host");
        return SwarmCaSpec.of(backend, CommandLine.parse(words, SwarmCaSpec.TABLE).typedIn(host));
    }

    /**
     * Returns the spec with which the engine joins a swarm: {@code docker swarm join HOST:PORT}.
     *
     * @param address of a manager, {@code 10.77.0.1:2377} for instance
     */
    @CheckReturnValue
    public SwarmJoinSpec join(String address) {
        return SwarmJoinSpec.of(
                backend,
                CommandLine.of(
                        SwarmJoinSpec.TABLE, List.of(Checks.text("address", "address", address))));
    }

    /**
     * Leaves the swarm: {@code docker swarm leave}. The engine's tasks end. A manager leaves only by {@code force}.
     *
     * @throws io.dockerkit.EngineException if the engine is in no swarm, or a manager
     */
    public void leave() {
        leave(options -> options);
    }

    /** Leaves the swarm with options: {@code leave(options -> options.force())}. */
    public void leave(UnaryOperator<SwarmDetails.LeaveSpec> options) {
        SwarmDetails.LeaveSpec spec =
                Objects.requireNonNull(options, "options").apply(SwarmDetails.LeaveSpec.defaults());
        backend.leave(spec.isForce(), spec.toCommandLine());
    }

    /** Returns the spec of a change of the swarm: {@code docker swarm update}. */
    @CheckReturnValue
    public SwarmUpdateSpec update() {
        return SwarmUpdateSpec.of(backend, CommandLine.of(SwarmUpdateSpec.TABLE, List.of()));
    }

    /** Returns what the engine says about its swarm. */
    public SwarmDetails inspect() {
        return backend.inspect();
    }

    /** Returns the certificate of the swarm's authority, in PEM format: {@code docker swarm ca}. */
    public String ca() {
        return backend.inspect().caCertificate();
    }

    /** Returns the spec with which the swarm gets another certificate authority: {@code docker swarm ca --rotate}. */
    @CheckReturnValue
    public SwarmCaSpec rotateCa() {
        return SwarmCaSpec.of(
                backend, CommandLine.of(SwarmCaSpec.TABLE, List.of()).with("rotate", "true"));
    }

    /**
     * Returns the token with which an engine joins: {@code docker swarm join-token}. Whoever has it may join.
     *
     * @param role {@code worker} or {@code manager}
     * @throws io.dockerkit.InvalidOptionException if it is another
     */
    public String joinToken(String role) {
        SwarmFlags.isWorker(role);
        return backend.inspect().joinToken(role);
    }

    /**
     * Makes the token invalid and returns a new one: {@code docker swarm join-token --rotate}.
     *
     * @param role {@code worker} or {@code manager}
     * @throws io.dockerkit.InvalidOptionException if it is another
     */
    public String rotateJoinToken(String role) {
        boolean worker = SwarmFlags.isWorker(role);
        backend.update(
                (spec, certificate) -> {},
                Map.of(worker ? "rotateWorkerToken" : "rotateManagerToken", "true"),
                "docker swarm join-token --rotate " + role);
        return joinToken(role);
    }

    /**
     * Returns the key that unlocks managers: {@code docker swarm unlock-key}.
     *
     * @throws io.dockerkit.NotFoundException if the swarm has no autolock
     */
    public String unlockKey() {
        return backend.unlockKey();
    }

    /**
     * Replaces the key that unlocks managers and returns the new one: {@code docker swarm unlock-key --rotate}.
     *
     * @throws io.dockerkit.NotFoundException if the swarm has no autolock
     */
    public String rotateUnlockKey() {
        if (!backend.inspect().isAutolock()) {
            throw new NotFoundException(
                    "the swarm has no key that unlocks managers, which could be replaced; Swarm.update().autolock(true) sets one",
                    404,
                    "autolock is not turned on",
                    "docker swarm unlock-key --rotate");
        }
        backend.update(
                (spec, certificate) -> {},
                Map.of("rotateManagerUnlockKey", "true"),
                "docker swarm unlock-key --rotate");
        return backend.unlockKey();
    }

    /** Unlocks the engine's manager, which was started again: {@code docker swarm unlock}. */
    public void unlock(String key) {
        backend.unlock(Checks.text("key", "key", key));
    }
}
