package io.dockerkit.network;

import io.dockerkit.FlagOptions;
import io.dockerkit.Removal;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.container.Container;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A network on an engine: the handle that {@code Networks.get} and a creation give. Two handles are equal when they stand
 * for the same network of the same engine.
 *
 * <p>Thread-safe.
 */
public interface Network {
    /** Returns the full id of 64 hex digits. */
    String id();

    /** Returns the name that the network had when the handle was created; networks cannot be renamed. */
    String name();

    /** Returns its details, its containers included: {@code docker network inspect}. */
    NetworkDetails inspect();

    /** Returns its details with options: {@code network.inspect(options -> options.verbose())}. */
    NetworkDetails inspect(UnaryOperator<NetworkDetails.InspectSpec> options);

    /**
     * Connects a container to it: {@code docker network connect}.
     *
     * @param container the container's name, id or unique id prefix
     * @throws io.dockerkit.ConflictException if it is connected already
     * @throws io.dockerkit.NotFoundException if there is no such container
     */
    void connect(String container);

    /** Connects a container in the given way: {@code network.connect("web", options -> options.alias("www"))}. */
    void connect(String container, UnaryOperator<ConnectSpec> options);

    /** Connects a container to it. */
    default void connect(Container container) {
        connect(container.id());
    }

    /** Connects a container with options: {@code network.connect(web, options -> options.alias("www"))}. */
    default void connect(Container container, UnaryOperator<ConnectSpec> options) {
        connect(container.id(), options);
    }

    /**
     * Disconnects a container from it: {@code docker network disconnect}.
     *
     * @param container the container's name, id or unique id prefix
     */
    void disconnect(String container);

    /** Disconnects a container from it. */
    default void disconnect(Container container) {
        disconnect(container.id());
    }

    /** Disconnects a container with options: {@code network.disconnect("web", options -> options.force())}. */
    void disconnect(String container, UnaryOperator<DisconnectSpec> options);

    /** Disconnects a container with options. */
    default void disconnect(Container container, UnaryOperator<DisconnectSpec> options) {
        disconnect(container.id(), options);
    }

    /**
     * Removes it: {@code docker network rm}.
     *
     * @return what was removed, its name; nothing if it no longer existed
     * @throws io.dockerkit.InUseException if containers are connected to it; the message names them
     * @throws io.dockerkit.ConflictException if it is one of the predefined ones
     */
    Removal remove();

    /**
     * The options of {@code docker network disconnect}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class DisconnectSpec extends CallOptions<DisconnectSpec>
            implements FlagOptions<DisconnectSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                                "docker network disconnect",
                                List.of(
                                        Flag.toggle("force", "Disconnect it in any case")
                                                .shorthand('f')))
                        .flagsAnywhere();
        private static final DisconnectSpec DEFAULTS = new DisconnectSpec(FlagValues.none(TABLE));

        private DisconnectSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected DisconnectSpec with(FlagValues next) {
            return new DisconnectSpec(next);
        }

        /** Returns a plain {@code docker network disconnect}. */
        public static DisconnectSpec defaults() {
            return DEFAULTS;
        }

        /** Disconnects the container even if it cannot be reached: {@code --force}. */
        public DisconnectSpec force() {
            return flag("force", "true");
        }

        /** Returns whether the container is disconnected even if it cannot be reached. */
        public boolean isForce() {
            return flags().isSet("force");
        }

        /** Returns the command line that disconnects a container: {@code docker network disconnect --force net web}. */
        public String toCommandLine(String network, String container) {
            return line(
                    Checks.text("network", "network", network),
                    Checks.text("container", "container", container));
        }
    }
}
