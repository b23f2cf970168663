package io.dockerkit.network;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine says about one network: {@code docker network inspect}.
 *
 * <p>Immutable and thread-safe.
 */
public interface NetworkDetails extends NetworkSummary {
    /** Returns the running containers that are connected to it, by their full ids: {@code Containers}. */
    Map<String, Member> containers();

    /** Returns the options of the driver: {@code Options}. */
    Map<String, String> options();

    /** Returns all that the engine said, as JSON text. */
    String json();

    /**
     * A container in the network.
     *
     * <p>Immutable and thread-safe.
     */
    interface Member {
        /** Returns the container's name. */
        String name();

        /** Returns the id of its end of the network. */
        String endpointId();

        /** Returns its MAC address; empty if it has none. */
        Optional<String> macAddress();

        /** Returns its IPv4 address in CIDR form; empty if it has none. */
        Optional<String> ipv4();

        /** Returns its IPv6 address in CIDR form; empty if it has none. */
        Optional<String> ipv6();
    }

    /**
     * How to inspect a network: the flags of {@code docker network inspect}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    final class InspectSpec {
        private static final InspectSpec DEFAULTS = new InspectSpec(false, "");
        private static final Set<String> SCOPES = Set.of("local", "global", "swarm");

        private final boolean verbose;
        private final String scope;

        private InspectSpec(boolean verbose, String scope) {
            this.verbose = verbose;
            this.scope = scope;
        }

        /** Returns a plain {@code docker network inspect}. */
        public static InspectSpec defaults() {
            return DEFAULTS;
        }

        /**
         * Asks for the services and tasks of a network of a swarm, too, from all nodes: {@code --verbose}. They are at {@code
         * at("/Services")}.
         */
        public InspectSpec verbose() {
            return new InspectSpec(true, scope);
        }

        /**
         * Takes only a network of this scope. Not a flag of the CLI; of the Engine API, {@code scope}.
         *
         * @param name {@code local}, {@code global} or {@code swarm}
         * @throws InvalidOptionException if it is another
         */
        public InspectSpec scope(String name) {
            Objects.requireNonNull(name, "name");
            if (!SCOPES.contains(name)) {
                throw new InvalidOptionException(
                        "scope", name, "accepted form: local, global or swarm");
            }
            return new InspectSpec(verbose, name);
        }

        /** Returns whether services and tasks are asked for. */
        public boolean isVerbose() {
            return verbose;
        }

        /** Returns the scope, or the empty text for any. */
        public String scope() {
            return scope;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InspectSpec that
                    && verbose == that.verbose
                    && scope.equals(that.scope);
        }

        @Override
        public int hashCode() {
            return Objects.hash(verbose, scope);
        }

        /** Returns the flags as a command line has them. */
        @Override
        public String toString() {
            return verbose ? " --verbose" : "";
        }
    }
}
