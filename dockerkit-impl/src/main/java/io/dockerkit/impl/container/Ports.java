package io.dockerkit.impl.container;

import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which port of the host is a container's. Stateless and thread-safe. */
final class Ports {
    private Ports() {}

    static Port.Binding published(ContainerDetails details, Port wanted) {
        List<Port.Binding> ports = details.ports();
        for (Port.Binding binding : ports) {
            if (binding.containerPort().equals(wanted)) {
                return binding;
            }
        }
        throw new IllegalStateException(
                "container "
                        + details.name()
                        + " does not publish "
                        + wanted
                        + ": "
                        + why(details, ports, wanted));
    }

    private static String why(ContainerDetails details, List<Port.Binding> ports, Port asked) {
        if (!details.state().running()) {
            return "only running containers publish ports; "
                    + NotRunningReason.why(details.state());
        }
        if (details.networkMode().equals("host")) {
            return "it uses the host's own network, so its ports are ports of the host and are not published";
        }
        if (ports.isEmpty()) {
            return "it publishes no ports; run it with port(hostPort, "
                    + argument(asked)
                    + "), or port(0, "
                    + argument(asked)
                    + ") for any free port of the host";
        }
        String published =
                "published are "
                        + ports.stream()
                                .map(Port.Binding::toString)
                                .collect(Collectors.joining(", "));
        String mistaken = mistaken(ports, asked);
        return mistaken.isEmpty() ? published : mistaken + " (" + published + ")";
    }

    /** Returns the port as a program writes it. */
    private static String argument(Port port) {
        return port.protocol().equals("tcp")
                ? String.valueOf(port.number())
                : "Port." + port.protocol() + "(" + port.number() + ")";
    }

    /** The port of the host is easily taken for that of the container, and a UDP port for a TCP port. */
    private static String mistaken(List<Port.Binding> ports, Port asked) {
        for (Port.Binding binding : ports) {
            Port inside = binding.containerPort();
            if (inside.number() == asked.number()) {
                return "it publishes "
                        + inside
                        + ", which ports() has, and no "
                        + asked.protocol().toUpperCase(Locale.ROOT)
                        + " port of that number";
            }
        }
        for (Port.Binding binding : ports) {
            Port inside = binding.containerPort();
            if (binding.hostPort() == asked.number()) {
                return "expected is a port of the container, and "
                        + asked.number()
                        + " is the port of the host for "
                        + inside
                        + ": did you mean "
                        + inside.number()
                        + "?";
            }
        }
        return "";
    }
}
