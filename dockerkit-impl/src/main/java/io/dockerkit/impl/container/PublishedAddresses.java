package io.dockerkit.impl.container;

import io.dockerkit.NotFoundException;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.impl.address.UnixAddress;
import io.dockerkit.impl.config.EngineHost;
import io.dockerkit.impl.rest.Rest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where this program reaches what a container publishes: on this machine, on the engine's, or, for a program that runs in
 * a container of that engine itself, at the gateway of its network.
 *
 * <p>Whether it does is asked of the engine, which knows its containers: that there is a {@code /.dockerenv} does not tell,
 * because the engine may run in the same container. Thread-safe.
 */
final class PublishedAddresses {
    private static final Set<String> ALL = Set.of("", "0.0.0.0");

    private final Rest rest;
    private final EngineHost host;
    private final OwnContainer ownContainer;
    private @Nullable Inside inside;

    PublishedAddresses(Rest rest, EngineHost host, OwnContainer ownContainer) {
        this.rest = rest;
        this.host = host;
        this.ownContainer = ownContainer;
    }

    /** Returns the same, with another deadline for the calls. */
    PublishedAddresses withTimeout(Duration limit) {
        PublishedAddresses same =
                new PublishedAddresses(rest.withTimeout(limit), host, ownContainer);
        synchronized (this) {
            same.inside = inside;
        }
        return same;
    }

    /**
     * Where this program runs, seen from the engine.
     *
     * @param container whether in a container that is not the engine's own machine
     * @param id the container's id; empty if unknown
     */
    private record Inside(boolean container, String id) {}

    InetSocketAddress address(Port.Binding binding, ContainerDetails of) {
        int port = binding.hostPort();
        Optional<String> override = host.override();
        if (override.isPresent()) {
            return new InetSocketAddress(override.get(), port);
        }
        if (!isAny(binding.hostIp()) && !isLoopback(binding.hostIp())) {
            return new InetSocketAddress(binding.hostIp(), port);
        }
        Optional<String> remote = host.remote();
        if (remote.isPresent()) {
            return new InetSocketAddress(remote.get(), port);
        }
        return inside().container()
                ? fromInside(binding, of)
                : new InetSocketAddress(local(binding.hostIp()), port);
    }

    private static boolean isAny(String ip) {
        return ALL.contains(ip) || ip.equals("::");
    }

    private static boolean isLoopback(String ip) {
        return ip.startsWith("127.") || ip.equals("::1");
    }

    private static String local(String ip) {
        return ip.equals("::") ? "::1" : ALL.contains(ip) ? "127.0.0.1" : ip;
    }

    /** The gateway is the engine's machine; what that publishes to itself alone is reached in a common network only. */
    private InetSocketAddress fromInside(Port.Binding binding, ContainerDetails of) {
        Optional<String> gateway = ownContainer.gateway();
        if (gateway.isEmpty() || isLoopback(binding.hostIp())) {
            Optional<String> common = common(of);
            if (common.isPresent()) {
                return new InetSocketAddress(common.get(), binding.containerPort().number());
            }
        }
        return new InetSocketAddress(
                gateway.orElseGet(() -> local(binding.hostIp())), binding.hostPort());
    }

    /** Returns the container's address in a network in which this program's container is, too. */
    private Optional<String> common(ContainerDetails of) {
        String id = inside().id();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Set<String> own = inspect(id).networks().keySet();
        return of.networks().entrySet().stream()
                .filter(network -> own.contains(network.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(network -> network.ipAddress().stream())
                .findFirst();
    }

    /** Found out once: a program does not move. */
    private synchronized Inside inside() {
        Inside known = inside;
        if (known == null) {
            known = ownContainer.inContainer() ? look() : new Inside(false, "");
            inside = known;
        }
        return known;
    }

    private Inside look() {
        for (String id : ownContainer.ids()) {
            try {
                ContainerDetails self = inspect(id);
                return new Inside(!self.networkMode().equals("host"), self.id());
            } catch (NotFoundException another) {
                // of another engine, or of none
            }
        }
        boolean given =
                UnixAddress.socketOf(rest.address())
                        .map(PublishedAddresses::real)
                        .filter(ownContainer::isMounted)
                        .isPresent();
        return new Inside(given, "");
    }

    private static String real(Path socket) {
        try {
            return socket.toRealPath().toString();
        } catch (IOException gone) {
            return socket.toString();
        }
    }

    private ContainerDetails inspect(String id) {
        return new JsonContainerDetails(
                rest.get("containers", id, "json")
                        .to("inspect container " + id + ", in which this program seems to run")
                        .as("docker inspect " + id)
                        .read());
    }
}
