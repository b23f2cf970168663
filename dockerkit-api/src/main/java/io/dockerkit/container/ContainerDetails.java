package io.dockerkit.container;

import io.dockerkit.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Returns the program and its arguments, entrypoint included: {@code Path} and {@code Args}. */
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
}
