package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotReadyException;
import io.dockerkit.container.ContainerDetails;
import java.util.List;

/** What the containers of a service must be like before the wait for them is over. */
enum Condition {
    /** They run, and are healthy if they have a health check: {@code --wait}. */
    RUNNING_OR_HEALTHY("healthy or running"),
    /** They are healthy: {@code service_healthy}. */
    HEALTHY("healthy"),
    /** One has ended with exit code 0: {@code service_completed_successfully}. */
    COMPLETED("completed successfully");

    /** A container that ends at once should not count as one that runs: docker compose looks after the same time. */
    private static final long RUNNING_MILLIS = 500;

    private final String words;

    Condition(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }

    /**
     * Returns the condition of a dependency.
     *
     * @throws InvalidOptionException if there is none of this name
     */
    static Condition of(Service service, Service.Dependency needed) {
        return switch (needed.condition()) {
            case "service_healthy" -> HEALTHY;
            case "service_completed_successfully" -> COMPLETED;
            default ->
                    throw new InvalidOptionException(
                            "services."
                                    + service.name()
                                    + ".depends_on."
                                    + needed.service()
                                    + ".condition",
                            needed.condition(),
                            "accepted form: service_started, service_healthy or service_completed_successfully");
        };
    }

    /**
     * Returns whether it is met.
     *
     * @param waited for how many milliseconds it has been waited for
     * @throws NotReadyException if it can no longer be met
     */
    boolean isMet(String service, List<Observed> containers, long waited) {
        for (Observed observed : containers) {
            ContainerDetails details = observed.container().inspect();
            ContainerDetails.State state = details.state();
            boolean ended = state.status().equals("exited");
            if (this == COMPLETED) {
                if (ended && state.exitCode() == 0) {
                    return true;
                }
                if (ended) {
                    throw failed(service, observed, "exited with code " + state.exitCode());
                }
            } else if (ended) {
                throw failed(service, observed, "exited with code " + state.exitCode());
            } else if (!isHealthy(service, observed, details, waited)) {
                return false;
            }
        }
        return this != COMPLETED;
    }

    private boolean isHealthy(
            String service, Observed observed, ContainerDetails details, long waited) {
        if (this == RUNNING_OR_HEALTHY && !details.at("/Config/Healthcheck").exists()) {
            return details.state().status().equals("running") && waited >= RUNNING_MILLIS;
        }
        String health = details.state().health().orElse("");
        return switch (health) {
            case "healthy" -> true;
            case "starting" -> false;
            case "unhealthy" ->
                    throw failed(service, observed, "is unhealthy" + lastCheck(details));
            case "" -> {
                if (details.state().status().equals("running")) {
                    throw failed(service, observed, "has no health check");
                }
                yield false;
            }
            default -> throw failed(service, observed, "has the health " + health);
        };
    }

    private static String lastCheck(ContainerDetails details) {
        List<ContainerDetails.HealthResult> results = details.healthLog();
        if (results.isEmpty()) {
            return "";
        }
        ContainerDetails.HealthResult last = results.get(results.size() - 1);
        return " (its last check: exit code "
                + last.exitCode()
                + (last.output().isBlank() ? "" : ", " + last.output().strip())
                + ")";
    }

    private NotReadyException failed(String service, Observed observed, String seen) {
        return new NotReadyException(
                "service "
                        + service
                        + " is not "
                        + this
                        + ": container "
                        + observed.name()
                        + " "
                        + seen
                        + LastLines.of(observed.container()),
                seen);
    }
}
