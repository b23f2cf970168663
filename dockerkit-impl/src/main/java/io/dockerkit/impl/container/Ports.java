package io.dockerkit.impl.container;

import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.container.PortBinding;
import java.util.List;

/** Which port of the host is a container's. Stateless and thread-safe. */
final class Ports {
    private Ports() {}

    /** The port of the host is easily taken for that of the container. */
    private static String didYouMean(List<PortBinding> ports, int asked) {
        for (PortBinding binding : ports) {
            if (binding.hostPort() == asked) {
                return asked
                        + " is the port of the host that leads to it: did you mean "
                        + binding.containerPort().number()
                        + ", the port of the container? ";
            }
        }
        return "";
    }

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
                                ? didYouMean(ports, containerPort)
                                        + "published are "
                                        + (ports.isEmpty() ? "no ports" : ports.toString())
                                : "it is "
                                        + details.state().status()
                                        + ", and only running ones do"));
    }
}
