package io.dockerkit.compose.containers;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.NotReadyException;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.container.ContainerDetails;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until what a service depends on is as {@code depends_on} asks: healthy, or completed. It looks twice a second, as docker
 * compose does. Stateless and thread-safe.
 */
final class DependencyWait {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.compose");
    private static final long MILLIS = 500;

    private DependencyWait() {}

    /**
     * Waits for all dependencies of the service.
     *
     * @param model the project, as far as it is started
     * @param containers its containers
     * @throws NotReadyException if one is unhealthy, has exited, or has no containers
     */
    static void await(ProjectModel model, KnownService service, List<Member> containers) {
        TaskGroup group = new TaskGroup();
        service.dependencies()
                .forEach(
                        (other, how) -> {
                            KnownService known = model.services().get(other);
                            if (known != null
                                    && known.scale() > 0
                                    && !how.condition().equals(Dependency.STARTED)) {
                                List<Member> waitedFor =
                                        containers.stream()
                                                .filter(one -> one.service().equals(other))
                                                .filter(one -> !one.oneOff())
                                                .toList();
                                group.add(() -> await(service.name(), other, how, waitedFor));
                            }
                        });
        group.await();
    }

    private static void await(
            String service, String other, Dependency how, List<Member> containers) {
        try {
            if (containers.isEmpty()) {
                throw failed(service + " is missing dependency " + other, "no container");
            }
            while (!isMet(other, how.condition(), containers)) {
                Thread.sleep(MILLIS);
            }
        } catch (NotReadyException failed) {
            if (how.required()) {
                throw failed;
            }
            LOG.warn("optional dependency of {}: {}", service, failed.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while " + service + " waited for " + other, e);
        }
    }

    private static boolean isMet(String other, String condition, List<Member> containers) {
        return switch (condition) {
            case Dependency.HEALTHY -> isHealthy(other, containers, false);
            case Dependency.RUNNING_OR_HEALTHY -> isHealthy(other, containers, true);
            case Dependency.COMPLETED -> isCompleted(other, containers);
            default -> {
                LOG.warn("unsupported condition of depends_on: {}", condition);
                yield true;
            }
        };
    }

    private static boolean isHealthy(String other, List<Member> containers, boolean orRunning) {
        boolean healthy = true;
        for (Member container : containers) {
            ContainerDetails details = container.handle().inspect();
            ContainerDetails.State state = details.state();
            if (state.status().equals("exited")) {
                throw failed(
                        "dependency "
                                + other
                                + " failed to start: container "
                                + container.name()
                                + " exited ("
                                + state.exitCode()
                                + ")",
                        "exited");
            }
            Optional<String> health = state.health();
            if (health.isPresent()) {
                healthy &= isHealthy(container, health.get());
            } else if (orRunning && !details.at("/Config/Healthcheck").exists()) {
                healthy &= state.status().equals("running");
            } else {
                throw failed(
                        "container " + container.name() + " has no health check", state.status());
            }
        }
        return healthy;
    }

    private static boolean isHealthy(Member container, String health) {
        return switch (health) {
            case "healthy" -> true;
            case "starting" -> false;
            default -> throw failed("container " + container.name() + " is " + health, health);
        };
    }

    private static boolean isCompleted(String other, List<Member> containers) {
        for (Member container : containers) {
            ContainerDetails.State state = container.handle().inspect().state();
            if (state.status().equals("exited")) {
                if (state.exitCode() != 0) {
                    throw failed(
                            "service "
                                    + other
                                    + " did not complete successfully: container "
                                    + container.name()
                                    + " exited ("
                                    + state.exitCode()
                                    + ")",
                            "exit code " + state.exitCode());
                }
                return true;
            }
        }
        return false;
    }

    private static NotReadyException failed(String message, String lastSeen) {
        return new NotReadyException(message, lastSeen);
    }
}
