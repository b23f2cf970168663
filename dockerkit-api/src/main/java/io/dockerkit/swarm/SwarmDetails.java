package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.Json;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an engine says about its swarm: {@code GET /swarm}. {@code toString()} shows no token; {@link #json()} has the tokens.
 *
 * <p>Immutable and thread-safe.
 */
public interface SwarmDetails {
    /** Returns the id of the swarm. */
    String id();

    /** Returns when it began; empty where the engine does not say. */
    Optional<Instant> created();

    /** Returns the certificate of its authority, in PEM format. */
    String caCertificate();

    /** Returns whether nodes are still getting certificates of a new authority. */
    boolean isRootRotationInProgress();

    /** Returns how long the certificates of nodes are valid: {@code --cert-expiry}. */
    Duration certExpiry();

    /** Returns the time between two signs of life of a node: {@code --dispatcher-heartbeat}. */
    Duration dispatcherHeartbeat();

    /** Returns how many ended tasks are kept for each slot: {@code --task-history-limit}. */
    long taskHistoryLimit();

    /** Returns whether managers that start again ask for a key: {@code --autolock}. */
    boolean isAutolock();

    /** Returns where subnets of networks are taken from, in CIDR notation: {@code --default-addr-pool}. */
    List<String> defaultAddrPools();

    /** Returns the port for the traffic of containers: {@code --data-path-port}; empty where the engine does not say. */
    OptionalLong dataPathPort();

    /**
     * Returns the token with which an engine joins.
     *
     * @param role {@code worker} or {@code manager}
     * @throws io.dockerkit.InvalidOptionException if it is another
     */
    String joinToken(String role);

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, the tokens included, as JSON text. */
    String json();

    /**
     * The options of {@code docker swarm leave}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class LeaveSpec extends CallOptions<LeaveSpec> implements FlagOptions<LeaveSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker swarm leave",
                        List.of(Flag.toggle("force", "Leave also as a manager").shorthand('f')));
        private static final LeaveSpec DEFAULTS = new LeaveSpec(FlagValues.none(TABLE));

        private LeaveSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected LeaveSpec with(FlagValues next) {
            return new LeaveSpec(next);
        }

        /** Returns a plain {@code docker swarm leave}. */
        public static LeaveSpec defaults() {
            return DEFAULTS;
        }

        /** Leaves also as a manager, which may cost the swarm its majority, and as the last manager, which ends it: {@code --force}. */
        public LeaveSpec force() {
            return flag("force", "true");
        }

        /** Returns whether the engine leaves also as a manager. */
        public boolean isForce() {
            return flags().isSet("force");
        }

        /** Returns the command line, {@code docker swarm leave --force} for instance. */
        public String toCommandLine() {
            return line();
        }
    }
}
