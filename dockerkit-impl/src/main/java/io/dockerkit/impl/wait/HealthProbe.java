package io.dockerkit.impl.wait;

import io.dockerkit.Json;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import java.time.Duration;
import java.util.List;

/** Reads the container's health. Immutable and thread-safe. */
record HealthProbe() implements Probe {
    @Override
    public Observation look(Container container, ContainerDetails details, Duration left) {
        return switch (details.state().health().orElse("")) {
            case "healthy" -> Observation.READY;
            case "" ->
                    throw new IllegalStateException(
                            "container "
                                    + details.name()
                                    + " has no health check: give it one with healthCmd(…), or wait for something else");
            default -> Observation.notYet(details.state().health().orElse("") + lastCheck(details));
        };
    }

    /** The engine's events report each change of the health. */
    @Override
    public boolean polled() {
        return false;
    }

    /** The engine keeps the output of the last five checks. */
    private static String lastCheck(ContainerDetails details) {
        Json log = details.at("/State/Health/Log");
        List<Json> checks = log.exists() ? log.items() : List.of();
        if (checks.isEmpty()) {
            return "; its health check has not run yet";
        }
        Json last = checks.get(checks.size() - 1);
        Json code = last.at("/ExitCode");
        Json output = last.at("/Output");
        return "; its last health check exited with code "
                + (code.exists() ? code.number() : "unknown")
                + Probe.saying(output.exists() ? output.text() : "");
    }
}
