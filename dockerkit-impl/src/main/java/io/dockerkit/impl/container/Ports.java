package io.dockerkit.impl.container;

import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.container.PortBinding;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Where a published port is reached. Stateless and thread-safe. */
final class Ports {
    private static final Set<String> ALL = Set.of("", "0.0.0.0", "::");

    private Ports() {}

    static PortBinding published(ContainerDetails details, int containerPort) {
        Port wanted = Port.tcp(containerPort);
        List<PortBinding> ports = details.ports();
        for (PortBinding binding : ports) {
            if (binding.containerPort().equals(wanted)) {
                return binding;
            }
        }
        throw new IllegalStateException(
                "container "
                        + details.name()
                        + " does not publish "
                        + wanted
                        + "; "
                        + (details.state().running()
                                ? "published are "
                                        + (ports.isEmpty() ? "no ports" : ports.toString())
                                : "it is "
                                        + details.state().status()
                                        + ", and only running ones do"));
    }

    /** The engine's host is this machine for a socket, and the one in the address for tcp. */
    static InetSocketAddress address(PortBinding binding, String engine) {
        String host = URI.create(engine).getHost();
        if (engine.startsWith("tcp://") && host != null) {
            return new InetSocketAddress(host, binding.hostPort());
        }
        String local = ALL.contains(binding.hostIp()) ? "127.0.0.1" : binding.hostIp();
        return new InetSocketAddress(local, binding.hostPort());
    }
}
