package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.flags.Publish;
import java.util.Objects;

/**
 * Which ports of the container are reached from outside.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class PortOptions<S extends PortOptions<S>> extends ProcessOptions<S> {
    /**
     * Publishes a TCP port, in the CLI's order: {@code --publish hostPort:containerPort}.
     *
     * @param hostPort the port on the host, 0 to 65535; 0 lets the engine choose
     * @param containerPort the port in the container, 1 to 65535
     * @throws io.dockerkit.InvalidOptionException if a port is out of its range
     */
    public S port(int hostPort, int containerPort) {
        Publish.checkPorts(hostPort, containerPort);
        return publish(hostPort + ":" + containerPort);
    }

    /**
     * Publishes a TCP port on a free port of the host, which {@link Container#hostPort} returns: {@code --publish
     * containerPort}.
     */
    public S port(int containerPort) {
        Publish.checkPorts(0, containerPort);
        return publish(String.valueOf(containerPort));
    }

    /**
     * Publishes a port of any protocol: {@code port(53, Port.udp(53))} for {@code --publish 53:53/udp}.
     *
     * @param hostPort the port on the host, 0 to 65535; 0 lets the engine choose
     */
    public S port(int hostPort, Port containerPort) {
        Publish.checkPorts(
                hostPort, Objects.requireNonNull(containerPort, "containerPort").number());
        return publish(hostPort + ":" + containerPort);
    }

    /** Publishes a port of any protocol on a free port of the host: {@code --publish containerPort}. */
    public S port(Port containerPort) {
        return publish(Objects.requireNonNull(containerPort, "containerPort").toString());
    }

    /** Publishes ports in the CLI's own syntax, {@code 127.0.0.1:8080:80/udp} or {@code 8000-8002:9000-9002}: {@code --publish}. */
    public S publish(String ports) {
        return flag("publish", Checks.text("--publish", "ports", ports));
    }

    /** Publishes every exposed port at a free port of the host: {@code --publish-all}. */
    public S publishAll() {
        return flag("publish-all", "true");
    }

    /** Exposes a TCP port to other containers without publishing it: {@code --expose}. */
    public S expose(int containerPort) {
        Publish.checkPort("--expose", "container", containerPort, 1);
        return expose(String.valueOf(containerPort));
    }

    /** Exposes a port of any protocol to other containers without publishing it: {@code --expose}. */
    public S expose(Port containerPort) {
        return expose(Objects.requireNonNull(containerPort, "containerPort").toString());
    }

    /** Exposes ports in the CLI's own syntax, {@code 7000-7002/udp} for instance: {@code --expose}. */
    public S expose(String ports) {
        return flag("expose", Checks.text("--expose", "ports", ports));
    }
}
