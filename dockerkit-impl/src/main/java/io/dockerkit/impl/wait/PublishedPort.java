package io.dockerkit.impl.wait;

import io.dockerkit.Json;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/** A port that a container publishes, for the probes that connect to it. Stateless and thread-safe. */
final class PublishedPort {
    /** A look at the port's address. */
    interface Look {
        Observation at(InetSocketAddress address);
    }

    private PublishedPort() {}

    /** Looks at the port if it can be reached. The container may have ended since it was inspected, and then has no address. */
    static Observation reached(
            Container asked, ContainerDetails details, Port port, Duration left, Look look) {
        if (!details.state().running()) {
            return Observation.notYet("it is " + details.state().status());
        }
        Container container = Waiting.hurried(asked, left);
        InetSocketAddress address;
        try {
            address = container.address(port.number());
        } catch (IllegalStateException unpublished) {
            // between two runs of a restart policy, and until its network is set up, it has no
            // ports
            if (!isPublished(details, port)) {
                throw unpublished;
            }
            return Observation.notYet(
                    "port " + port + " is not there yet: it is " + state(container));
        }
        return look.at(address);
    }

    private static String state(Container container) {
        ContainerDetails.State state = container.inspect().state();
        return state.status()
                + (state.status().equals("restarting")
                        ? ", its last run exited with code " + state.exitCode()
                        : "");
    }

    /** Returns whether the container was told to publish the port, whatever state it is in. */
    private static boolean isPublished(ContainerDetails details, Port port) {
        if (isNamed(details.at("/HostConfig/PortBindings"), port)) {
            return true;
        }
        Json all = details.at("/HostConfig/PublishAllPorts");
        return all.exists() && all.bool() && isNamed(details.at("/Config/ExposedPorts"), port);
    }

    private static boolean isNamed(Json ports, Port port) {
        return ports.exists()
                && ports.fields().keySet().stream().anyMatch(name -> includes(name, port));
    }

    /** Images name their ports in many ways: {@code 80}, {@code 53/UDP}, {@code 6379-6399/tcp}. */
    private static boolean includes(String name, Port port) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("/", 2);
        String[] range = parts[0].split("-", 2);
        try {
            return (parts.length > 1 ? parts[1] : "tcp").equals(port.protocol())
                    && Integer.parseInt(range[0]) <= port.number()
                    && Integer.parseInt(range[range.length - 1]) >= port.number();
        } catch (NumberFormatException otherForm) {
            return false;
        }
    }
}
