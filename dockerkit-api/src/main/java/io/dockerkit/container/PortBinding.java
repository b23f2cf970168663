package io.dockerkit.container;

import java.util.Objects;

/**
 * A container's port as published on the host, one line of {@code docker port}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param containerPort the port in the container
 * @param hostIp the host's address that it is bound to; {@code 0.0.0.0} or {@code ::} for all
 * @param hostPort the port on the host
 */
public record PortBinding(Port containerPort, String hostIp, int hostPort) {
    /** Checks that nothing is null. */
    public PortBinding {
        Objects.requireNonNull(containerPort, "containerPort");
        Objects.requireNonNull(hostIp, "hostIp");
    }

    /** Returns {@code 8080/tcp -> 0.0.0.0:80}, as {@code docker port} prints it. */
    @Override
    public String toString() {
        return containerPort
                + " -> "
                + (hostIp.contains(":") ? "[" + hostIp + "]" : hostIp)
                + ":"
                + hostPort;
    }
}
