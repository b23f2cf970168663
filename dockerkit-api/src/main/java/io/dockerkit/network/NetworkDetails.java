package io.dockerkit.network;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ListFlags;
import java.util.List;
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
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class InspectSpec extends CallOptions<InspectSpec> implements FlagOptions<InspectSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker network inspect",
                        List.of(
                                ListFlags.FORMAT.shorthand('f'),
                                Flag.toggle("verbose", "Show services and tasks too")
                                        .shorthand('v')));
        private static final InspectSpec DEFAULTS = new InspectSpec(FlagValues.none(TABLE), "");
        private static final Set<String> SCOPES = Set.of("local", "global", "swarm");

        private final String scope;

        private InspectSpec(FlagValues flags, String scope) {
            super(flags);
            this.scope = scope;
        }

        @Override
        protected InspectSpec with(FlagValues next) {
            return new InspectSpec(next, scope);
        }

        @Override
        protected Object besides() {
            return scope;
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
            return flag("verbose", "true");
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
            return new InspectSpec(flags(), name);
        }

        /** Returns whether services and tasks are asked for. */
        public boolean isVerbose() {
            return flags().isSet("verbose");
        }

        /** Returns the scope, or the empty text for any. */
        public String scope() {
            return scope;
        }

        /** Returns the command line that inspects a network in this way; {@link #scope(String)} cannot be said there. */
        public String toCommandLine(String network) {
            return line(Checks.text("network", "network", network));
        }
    }
}
