package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.swarm.SwarmCaSpec;
import io.dockerkit.swarm.SwarmDetails;
import io.dockerkit.swarm.SwarmInitSpec;
import io.dockerkit.swarm.SwarmJoinSpec;
import io.dockerkit.swarm.SwarmUpdateSpec;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The {@code docker swarm} commands on the default connection. DockerKit schedules nothing: the engines' own swarm does.
 *
 * <p>Thread-safe.
 */
public final class Swarm {
    private Swarm() {}

    /**
     * Returns the spec of a new swarm, whose first manager the engine becomes: {@code docker swarm init}.
     *
     * <pre>{@code
     * Swarm.init().advertiseAddr("10.77.0.1").execute();
     * }</pre>
     */
    @CheckReturnValue
    public static SwarmInitSpec init() {
        return Docker.deferred().swarm().init();
    }

    /**
     * Reads a command line, {@code docker swarm init …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static SwarmInitSpec parseInit(String commandLine) {
        return Docker.deferred().swarm().parseInit(commandLine);
    }

    /** Reads the words of a command line, {@code docker swarm init …}. */
    @CheckReturnValue
    public static SwarmInitSpec parseInit(List<String> words) {
        return Docker.deferred().swarm().parseInit(words);
    }

    /** Reads the words of a command line, {@code docker swarm init …}, typed in the given place. */
    @CheckReturnValue
    public static SwarmInitSpec parseInit(List<String> words, HostContext host) {
        return Docker.deferred().swarm().parseInit(words, host);
    }

    /**
     * Reads a command line, {@code docker swarm join …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static SwarmJoinSpec parseJoin(String commandLine) {
        return Docker.deferred().swarm().parseJoin(commandLine);
    }

    /** Reads the words of a command line, {@code docker swarm join …}. */
    @CheckReturnValue
    public static SwarmJoinSpec parseJoin(List<String> words) {
        return Docker.deferred().swarm().parseJoin(words);
    }

    /**
     * Reads a command line, {@code docker swarm update …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static SwarmUpdateSpec parseUpdate(String commandLine) {
        return Docker.deferred().swarm().parseUpdate(commandLine);
    }

    /** Reads the words of a command line, {@code docker swarm update …}. */
    @CheckReturnValue
    public static SwarmUpdateSpec parseUpdate(List<String> words) {
        return Docker.deferred().swarm().parseUpdate(words);
    }

    /** Reads the words of a command line, {@code docker swarm update …}, typed in the given place. */
    @CheckReturnValue
    public static SwarmUpdateSpec parseUpdate(List<String> words, HostContext host) {
        return Docker.deferred().swarm().parseUpdate(words, host);
    }

    /**
     * Reads a command line, {@code docker swarm ca …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static SwarmCaSpec parseCa(String commandLine) {
        return Docker.deferred().swarm().parseCa(commandLine);
    }

    /** Reads the words of a command line, {@code docker swarm ca …}. */
    @CheckReturnValue
    public static SwarmCaSpec parseCa(List<String> words) {
        return Docker.deferred().swarm().parseCa(words);
    }

    /** Reads the words of a command line, {@code docker swarm ca …}, typed in the given place. */
    @CheckReturnValue
    public static SwarmCaSpec parseCa(List<String> words, HostContext host) {
        return Docker.deferred().swarm().parseCa(words, host);
    }

    /**
     * Returns the spec with which the engine joins a swarm: {@code docker swarm join HOST:PORT}.
     *
     * @param address of a manager, {@code 10.77.0.1:2377} for instance
     */
    @CheckReturnValue
    public static SwarmJoinSpec join(String address) {
        return Docker.deferred().swarm().join(address);
    }

    /**
     * Leaves the swarm: {@code docker swarm leave}. The engine's tasks end. A manager leaves only by {@code force}.
     *
     * @throws io.dockerkit.EngineException if the engine is in no swarm, or a manager
     */
    public static void leave() {
        Docker.deferred().swarm().leave();
    }

    /** Leaves the swarm with options: {@code leave(options -> options.force())}. */
    public static void leave(UnaryOperator<SwarmDetails.LeaveSpec> options) {
        Docker.deferred().swarm().leave(options);
    }

    /** Returns the spec of a change of the swarm: {@code docker swarm update}. */
    @CheckReturnValue
    public static SwarmUpdateSpec update() {
        return Docker.deferred().swarm().update();
    }

    /** Returns what the engine says about its swarm. */
    public static SwarmDetails inspect() {
        return Docker.deferred().swarm().inspect();
    }

    /** Returns the certificate of the swarm's authority, in PEM format: {@code docker swarm ca}. */
    public static String ca() {
        return Docker.deferred().swarm().ca();
    }

    /** Returns the spec with which the swarm gets another certificate authority: {@code docker swarm ca --rotate}. */
    @CheckReturnValue
    public static SwarmCaSpec rotateCa() {
        return Docker.deferred().swarm().rotateCa();
    }

    /**
     * Returns the token with which an engine joins: {@code docker swarm join-token}. Whoever has it may join.
     *
     * @param role {@code worker} or {@code manager}
     * @throws io.dockerkit.InvalidOptionException if it is another
     */
    public static String joinToken(String role) {
        return Docker.deferred().swarm().joinToken(role);
    }

    /**
     * Makes the token invalid and returns a new one: {@code docker swarm join-token --rotate}.
     *
     * @param role {@code worker} or {@code manager}
     * @throws io.dockerkit.InvalidOptionException if it is another
     */
    public static String rotateJoinToken(String role) {
        return Docker.deferred().swarm().rotateJoinToken(role);
    }

    /**
     * Returns the key that unlocks managers: {@code docker swarm unlock-key}.
     *
     * @throws io.dockerkit.NotFoundException if the swarm has no autolock
     */
    public static String unlockKey() {
        return Docker.deferred().swarm().unlockKey();
    }

    /**
     * Replaces the key that unlocks managers and returns the new one: {@code docker swarm unlock-key --rotate}.
     *
     * @throws io.dockerkit.NotFoundException if the swarm has no autolock
     */
    public static String rotateUnlockKey() {
        return Docker.deferred().swarm().rotateUnlockKey();
    }

    /** Unlocks the engine's manager, which was started again: {@code docker swarm unlock}. */
    public static void unlock(String key) {
        Docker.deferred().swarm().unlock(key);
    }
}
