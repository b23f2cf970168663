package io.dockerkit.junit;

import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeContainer;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.PublishedPorts;
import io.dockerkit.compose.UpSpec;
import io.dockerkit.container.Container;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The projects of Compose files. This is the only class that uses those of {@code dockerkit-compose}, and no program loads it
 * without them: see {@link ComposeTypes}. Stateless and thread-safe.
 */
final class ComposeProjects {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private ComposeProjects() {}

    /** Starts the project of a {@code Compose} or an {@code UpSpec}, and returns its handle, which has to be closed. */
    static Object start(Object spec) {
        ComposeProject project = up(spec).startScoped();
        if (spec instanceof Compose) {
            awaitPorts(project);
        }
        return project;
    }

    /** Returns how a project is started: an {@code UpSpec} as it says, a {@code Compose} as it is best for tests. */
    static UpSpec up(Object spec) {
        return spec instanceof UpSpec up
                ? up
                : ((Compose) spec).up().ports(PublishedPorts.RANDOM).waitHealthy(LONGEST_WAIT);
    }

    /** Waits for the ports of the services that have no health check. */
    private static void awaitPorts(ComposeProject project) {
        try {
            for (ComposeContainer running : project.ps()) {
                if (running.health().isEmpty()) {
                    PublishedPortsWait.await(running.container());
                }
            }
        } catch (RuntimeException | Error failed) {
            try {
                project.close();
            } catch (RuntimeException stays) {
                failed.addSuppressed(stays);
            }
            throw failed;
        }
    }

    /** Removes it. */
    static void close(Object project) {
        ((ComposeProject) project).close();
    }

    /** Returns its name on the engine. */
    static String name(Object project) {
        return ((ComposeProject) project).name();
    }

    /**
     * Returns the services of its files.
     *
     * @param field the name of the field that started it
     */
    static List<ProjectService> services(String field, Object project) {
        return ((ComposeProject) project)
                .services().stream()
                        .map(
                                service ->
                                        new ProjectService(
                                                field, service.name(), service, service::container))
                        .toList();
    }

    /** Returns its containers, running or not: {@code shop/db}, or {@code shop/db-2} for the second one of a service. */
    static Map<String, Container> containers(String field, Object project) {
        Map<String, Container> found = new LinkedHashMap<>();
        for (ComposeContainer one : ((ComposeProject) project).ps(options -> options.all())) {
            String plain =
                    one.oneOff()
                            ? one.name()
                            : one.service() + (one.number() > 1 ? "-" + one.number() : "");
            found.put(field + "/" + plain, one.container());
        }
        return found;
    }
}
