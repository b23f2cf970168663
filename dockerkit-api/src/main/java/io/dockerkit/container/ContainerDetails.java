package io.dockerkit.container;

import io.dockerkit.Json;
import io.dockerkit.cli.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
    ContainerState state();

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
     * Something mounted into a container, as {@code docker inspect} lists it under {@code Mounts}.
     *
     * <p>Immutable and thread-safe.
     *
     * @param type {@code bind}, {@code volume}, {@code tmpfs} or another that the engine knows
     * @param name the volume's name; empty for what is not a volume
     * @param source the path on the engine's host
     * @param target the path in the container
     * @param readOnly whether the container cannot write to it
     */
    record MountPoint(String type, String name, String source, String target, boolean readOnly) {
        /** Checks that nothing is null. */
        public MountPoint {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * A container's end of a network: an entry of {@code NetworkSettings.Networks} of {@code docker inspect}.
     *
     * <p>Immutable and thread-safe.
     *
     * @param network the network's name
     * @param networkId the network's id
     * @param ipAddress the IPv4 address; empty where the container does not run or the network gives none
     * @param prefixLength the length of the IPv4 network's prefix; 0 without an address
     * @param gateway the IPv4 gateway; empty if there is none
     * @param ipv6Address the global IPv6 address; empty if there is none
     * @param macAddress the MAC address; empty if there is none
     * @param aliases the names by which others in the network find it, besides its own
     */
    record NetworkEndpoint(
            String network,
            String networkId,
            String ipAddress,
            int prefixLength,
            String gateway,
            String ipv6Address,
            String macAddress,
            List<String> aliases) {
        /** Checks that nothing is null. */
        public NetworkEndpoint {
            Objects.requireNonNull(network, "network");
            Objects.requireNonNull(networkId, "networkId");
            Objects.requireNonNull(ipAddress, "ipAddress");
            Objects.requireNonNull(gateway, "gateway");
            Objects.requireNonNull(ipv6Address, "ipv6Address");
            Objects.requireNonNull(macAddress, "macAddress");
            aliases = Checks.elements("aliases", aliases);
        }
    }
}
