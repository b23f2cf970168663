package io.dockerkit.container;

import io.dockerkit.FlagOptions;
import io.dockerkit.Json;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ListFlags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the engine says about one container: {@code docker inspect}. The accessors are the fields that programs want
 * most; {@link #at} reads any other, and {@link #json} is all that the engine said.
 *
 * <p>Immutable and thread-safe.
 */
public interface ContainerDetails {
    /** Returns the full id of 64 hex digits: {@code Id}. */
    String id();

    /** Returns the name without the leading slash: {@code Name}. */
    String name();

    /** Returns the image as the container's creator wrote it: {@code Config.Image}. */
    String image();

    /** Returns the id of the image, {@code sha256:…}: {@code Image}. */
    String imageId();

    /** Returns when the container was created: {@code Created}. */
    Instant created();

    /** Returns its state when it was inspected: {@code State}. */
    State state();

    /**
     * Returns the command and its arguments, without the entrypoint, the image's unless the run has one: {@code Config.Cmd};
     * empty if there is none.
     */
    List<String> command();

    /** Returns the environment, the image's included: {@code Config.Env}. A name without a value maps to the empty text. */
    Map<String, String> env();

    /** Returns the labels, the image's included: {@code Config.Labels}. */
    Map<String, String> labels();

    /** Returns the host name inside the container: {@code Config.Hostname}. */
    String hostname();

    /** Returns the user that the command runs as; empty for the image's default, root: {@code Config.User}. */
    String user();

    /** Returns the working directory; empty for {@code /}: {@code Config.WorkingDir}. */
    String workdir();

    /** Returns whether it has a terminal: {@code Config.Tty}. */
    boolean tty();

    /** Returns whether it is removed when it ends: {@code HostConfig.AutoRemove}. */
    boolean autoRemove();

    /** Returns the network mode: {@code HostConfig.NetworkMode}. */
    String networkMode();

    /** Returns its ends of networks by the network's name: {@code NetworkSettings.Networks}. */
    Map<String, NetworkEndpoint> networks();

    /** Returns its IPv4 address in the first network that gave it one; empty if it is not running. */
    Optional<String> ipAddress();

    /** Returns the ports that the image or the run exposes, in their order: {@code Config.ExposedPorts}. */
    List<Port> exposedPorts();

    /** Returns the ports as they are published now; empty while it does not run: {@code NetworkSettings.Ports}. */
    List<Port.Binding> ports();

    /** Returns what is mounted into it: {@code Mounts}. */
    List<MountPoint> mounts();

    /** Returns the entrypoint, the image's unless the run has one: {@code Config.Entrypoint}; empty if there is none. */
    List<String> entrypoint();

    /** Returns its limits, its rights, its restart policy and its log driver: {@code HostConfig}. */
    HostConfig hostConfig();

    /** Returns how often its restart policy has restarted it: {@code RestartCount}. */
    long restartCount();

    /** Returns the last results of its health check, oldest first: {@code State.Health.Log}; the engine keeps five. */
    List<HealthResult> healthLog();

    /** Returns how many health checks have failed since the last success: {@code State.Health.FailingStreak}. */
    int failingStreak();

    /**
     * Returns the size in bytes of the files that it has added or changed: {@code SizeRw}. Empty unless {@code
     * inspect(options -> options.size())} asks for it.
     */
    OptionalLong writableSize();

    /** Returns the size in bytes of all its files, the image's included: {@code SizeRootFs}; empty like the other size. */
    OptionalLong totalSize();

    /** Returns the part of the engine's answer at a JSON pointer: {@code at("/HostConfig/Memory").number()}. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();

    /**
     * The state of a container when it was inspected: {@code State} of {@code docker inspect}.
     *
     * <p>Immutable and thread-safe.
     */
    interface State {
        /**
         * Returns {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code removing}, {@code exited} or
         * {@code dead}.
         */
        String status();

        /** Returns whether its process runs; true for a paused container too. */
        boolean running();

        /** Returns whether its processes are frozen. */
        boolean paused();

        /** Returns its process on the engine's host; empty if none is running. */
        OptionalLong pid();

        /** Returns the exit code of the last run; before the first end it is 0, as docker shows it. */
        int exitCode();

        /** Returns whether the kernel killed a process of the last run because it was out of memory. */
        boolean oomKilled();

        /** Returns why the last start failed; empty if it did not. */
        Optional<String> error();

        /** Returns {@code starting}, {@code healthy} or {@code unhealthy}; empty without a health check. */
        Optional<String> health();

        /** Returns when it last started; empty before the first start. */
        Optional<Instant> startedAt();

        /** Returns when it last ended; empty before the first end. */
        Optional<Instant> finishedAt();
    }

    /**
     * Something mounted into a container, as {@code docker inspect} lists it under {@code Mounts}.
     *
     * <p>Immutable and thread-safe.
     */
    interface MountPoint {
        /** Returns {@code bind}, {@code volume}, {@code tmpfs} or another type that the engine knows. */
        String type();

        /** Returns the volume's name; empty for what is not a volume. */
        Optional<String> name();

        /** Returns the path on the engine's host; empty for what has none, a file system in memory for instance. */
        Optional<String> source();

        /** Returns the path in the container. */
        String target();

        /** Returns whether the container cannot write to it. */
        boolean readOnly();
    }

    /**
     * A container's end of a network: an entry of {@code NetworkSettings.Networks} of {@code docker inspect}.
     *
     * <p>Immutable and thread-safe.
     */
    interface NetworkEndpoint {
        /** Returns the network's name. */
        String network();

        /** Returns the network's id. */
        String networkId();

        /** Returns the IPv4 address; empty where the container does not run or the network gives none. */
        Optional<String> ipAddress();

        /** Returns the length of the IPv4 network's prefix; empty without an address. */
        OptionalInt prefixLength();

        /** Returns the IPv4 gateway; empty if there is none. */
        Optional<String> gateway();

        /** Returns the global IPv6 address; empty if there is none. */
        Optional<String> ipv6Address();

        /** Returns the MAC address; empty if there is none. */
        Optional<String> macAddress();

        /** Returns the names by which others in the network find it, besides its own. */
        List<String> aliases();
    }

    /**
     * What a container may use and do: {@code HostConfig} of {@code docker inspect}. The accessors have the names of the
     * flags of {@code docker run}.
     *
     * <p>Immutable and thread-safe.
     */
    interface HostConfig {
        /** Returns the most memory in bytes; empty for no limit: {@code Memory}. */
        OptionalLong memory();

        /** Returns the most memory and swap together in bytes, -1 for no limit; empty if it is not set: {@code MemorySwap}. */
        OptionalLong memorySwap();

        /** Returns the soft limit of its memory in bytes; empty if it is not set: {@code MemoryReservation}. */
        OptionalLong memoryReservation();

        /** Returns how many processors it may use, 1.5 for instance; empty for no limit: {@code NanoCpus} or the quota. */
        OptionalDouble cpus();

        /** Returns its relative weight of processor time; empty if it is not set: {@code CpuShares}. */
        OptionalLong cpuShares();

        /** Returns the processors that it may use, {@code 0-2,4} for instance; empty for all: {@code CpusetCpus}. */
        Optional<String> cpusetCpus();

        /** Returns how many processes it may have; empty for no limit: {@code PidsLimit}. */
        OptionalLong pidsLimit();

        /** Returns the size of {@code /dev/shm} in bytes; empty if the engine does not say: {@code ShmSize}. */
        OptionalLong shmSize();

        /**
         * Returns the restart policy as {@code --restart} takes it: {@code no}, {@code always}, {@code unless-stopped},
         * {@code on-failure} or {@code on-failure:3}.
         */
        String restart();

        /** Returns the log driver, {@code json-file} for instance; empty if the engine does not say: {@code LogConfig.Type}. */
        Optional<String> logDriver();

        /** Returns the options of the log driver: {@code LogConfig.Config}. */
        Map<String, String> logOptions();

        /** Returns whether it has all rights on the host: {@code Privileged}. */
        boolean privileged();

        /** Returns whether it can write only to its mounts: {@code ReadonlyRootfs}. */
        boolean readOnly();

        /** Returns the capabilities added to the engine's usual ones, as the run named them: {@code CapAdd}. */
        List<String> capAdd();

        /** Returns the capabilities taken away, as the run named them: {@code CapDrop}. */
        List<String> capDrop();

        /** Returns the security options: {@code SecurityOpt}. */
        List<String> securityOpt();

        /** Returns the volumes and paths of {@code --volume}, as {@code source:target[:options]}: {@code Binds}. */
        List<String> binds();

        /**
         * Returns the ports that the run asked to publish, also while it does not run: {@code PortBindings}. The host port is
         * 0 where the engine chooses one, and where the run named a range.
         */
        List<Port.Binding> portBindings();

        /** Returns the name servers: {@code Dns}. */
        List<String> dns();

        /** Returns the additional host names, as {@code name:address}: {@code ExtraHosts}. */
        List<String> addHost();
    }

    /**
     * One result of a health check: an entry of {@code State.Health.Log}.
     *
     * <p>Immutable and thread-safe.
     */
    interface HealthResult {
        /** Returns when the check began; empty if the engine does not say. */
        Optional<Instant> startedAt();

        /** Returns when it ended; empty if the engine does not say. */
        Optional<Instant> finishedAt();

        /** Returns its exit code: 0 for healthy, 1 for unhealthy, -1 if it took too long or could not be run. */
        int exitCode();

        /** Returns the beginning of what it wrote, as the engine keeps it: at most 4 KiB. */
        String output();
    }

    /**
     * How to inspect a container: the flags of {@code docker inspect}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class InspectSpec extends CallOptions<InspectSpec> implements FlagOptions<InspectSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker inspect",
                        List.of(
                                ListFlags.FORMAT.shorthand('f'),
                                Flag.toggle("size", "Count the sizes of its files")
                                        .shorthand('s')));
        private static final InspectSpec DEFAULTS = new InspectSpec(FlagValues.none(TABLE));

        private InspectSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected InspectSpec with(FlagValues next) {
            return new InspectSpec(next);
        }

        /** Returns a plain {@code docker inspect}. */
        public static InspectSpec defaults() {
            return DEFAULTS;
        }

        /** Asks for the sizes of its files, which the engine counts; this takes time for many files: {@code --size}. */
        public InspectSpec size() {
            return flag("size", "true");
        }

        /** Returns whether the sizes are asked for. */
        public boolean isSize() {
            return flags().isSet("size");
        }

        /** Returns the command line that inspects a container in this way. */
        public String toCommandLine(String container) {
            return line(Checks.text("container", "container", container));
        }
    }
}
