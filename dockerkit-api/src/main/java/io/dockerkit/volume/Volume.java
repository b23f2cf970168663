package io.dockerkit.volume;

import io.dockerkit.FlagOptions;
import io.dockerkit.Json;
import io.dockerkit.Removal;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A volume on an engine: its handle, with what the engine said about it when it was created, listed or inspected. Two are
 * equal when they have the same name on the same engine.
 *
 * <p>Thread-safe.
 */
public interface Volume {
    /** Returns the name; 64 hex digits for an anonymous one. */
    String name();

    /** Returns the driver, {@code local} unless another was chosen. */
    String driver();

    /** Returns the path of its data on the engine's host. */
    String mountpoint();

    /** Returns {@code local} or {@code global}. */
    String scope();

    /** Returns the labels. */
    Map<String, String> labels();

    /** Returns the options that its driver was given. */
    Map<String, String> options();

    /** Returns when it was created; empty where the driver does not say. */
    Optional<Instant> created();

    /**
     * Returns the size of its data in bytes: {@code UsageData.Size}. Empty unless the engine counted it, which it does only
     * for {@code docker system df}, and only for the local driver.
     */
    OptionalLong size();

    /** Returns how many containers use it: {@code UsageData.RefCount}; empty unless the engine counted them. */
    OptionalLong references();

    /** Returns what a swarm says about it; empty if it is not a cluster volume: {@code ClusterVolume}. */
    Optional<Cluster> cluster();

    /**
     * Returns the spec of a change of a cluster volume: {@code docker volume update}. It needs API 1.42 and a swarm.
     *
     * <pre>{@code
     * volume.update().availability("drain").execute();
     * }</pre>
     */
    @CheckReturnValue
    VolumeUpdateSpec update();

    /** Returns its current details: {@code docker volume inspect}. */
    Volume inspect();

    /**
     * Removes it and its data: {@code docker volume rm}.
     *
     * @return what was removed, its name; nothing if it no longer existed
     * @throws io.dockerkit.InUseException if a container, running or not, uses it; the message names them
     */
    Removal remove();

    /**
     * Removes it with options: {@code volume.remove(options -> options.force())}.
     *
     * @return what was removed, its name; with {@code force()} also if it no longer existed, because the engine does not say
     * @throws io.dockerkit.InUseException if a container, running or not, uses it; the message names them
     */
    Removal remove(UnaryOperator<RemoveSpec> options);

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();

    /**
     * What a swarm says about a cluster volume: {@code ClusterVolume} of {@code docker volume inspect}.
     *
     * <p>Immutable and thread-safe.
     */
    interface Cluster {
        /** Returns its id in the swarm. */
        String id();

        /** Returns the version of its specification, which a change must name. */
        long version();

        /** Returns its group: {@code --group}. */
        Optional<String> group();

        /** Returns {@code single} or {@code multi}, how many nodes may use it: {@code --scope}. */
        String scope();

        /** Returns {@code none}, {@code readonly}, {@code onewriter} or {@code all}, how tasks share it: {@code --sharing}. */
        String sharing();

        /** Returns {@code active}, {@code pause} or {@code drain}: {@code --availability}. */
        String availability();

        /** Returns {@code mount} or {@code block}: {@code --type}; empty if the engine says neither. */
        Optional<String> type();

        /** Returns the least size in bytes: {@code --required-bytes}. */
        OptionalLong requiredBytes();

        /** Returns the greatest size in bytes: {@code --limit-bytes}. */
        OptionalLong limitBytes();

        /** Returns its real size in bytes; empty until its driver has created it. */
        OptionalLong capacity();
    }

    /**
     * The options of {@code docker volume rm}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class RemoveSpec extends CallOptions<RemoveSpec> implements FlagOptions<RemoveSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker volume rm",
                        List.of(Flag.toggle("force", "Remove it in any case").shorthand('f')));
        private static final RemoveSpec DEFAULTS = new RemoveSpec(FlagValues.none(TABLE));

        private RemoveSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected RemoveSpec with(FlagValues next) {
            return new RemoveSpec(next);
        }

        /** Returns a plain {@code docker volume rm}. */
        public static RemoveSpec defaults() {
            return DEFAULTS;
        }

        /**
         * Removes it, also if its driver is not there any more or cannot remove it: {@code --force}. A volume that a
         * container uses stays.
         */
        public RemoveSpec force() {
            return flag("force", "true");
        }

        /** Returns whether it is removed also if its driver is not there any more or cannot remove it. */
        public boolean isForce() {
            return flags().isSet("force");
        }

        /** Returns the command line that removes a volume in this way: {@code docker volume rm --force data}. */
        public String toCommandLine(String volume) {
            return line(Checks.text("volume", "volume", volume));
        }
    }
}
