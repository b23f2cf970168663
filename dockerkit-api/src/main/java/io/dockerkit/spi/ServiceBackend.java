package io.dockerkit.spi;

import io.dockerkit.cli.Filters;
import io.dockerkit.container.flags.SwarmNames;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceProgress;
import io.dockerkit.swarm.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an implementation of DockerKit does for services and their tasks. Applications do not meet it. Thread-safe. */
public interface ServiceBackend extends NounBackend {
    /** Creates a service and returns its handle, without waiting. */
    Service create(Request request);

    /** Changes a service, without waiting. */
    void update(String idOrName, Request request);

    /**
     * Sets the numbers of tasks of services, without waiting. None is changed if one of them is not there, or not replicated.
     */
    void scale(Map<String, Long> replicas, String commandLine);

    /** Waits until a service has converged. */
    void await(String id, Convergence how);

    /** Returns the services that the filters leave, with the numbers of their tasks. */
    List<Service> list(Filters filters);

    /** Returns the service with this id or name, or whose id begins so. */
    Service get(String idOrName);

    /** Returns the tasks that the filters leave. */
    List<Task> tasks(Filters filters);

    /** Returns the task with this id, or whose id begins so. */
    Task task(String id);

    /** Writes into a specification, and says what not every engine knows and the version of the API that brought it. */
    @FunctionalInterface
    interface Writer {
        /** Writes into the specification, finding ids by their names. */
        Map<String, String> write(Map<String, Object> spec, SwarmNames names);
    }

    /** The login to the registry of the image that nodes get. */
    enum Auth {
        /** None. */
        NONE,
        /** The one that the service has. */
        OF_THE_SERVICE,
        /** This user's: {@code --with-registry-auth}. */
        OF_THE_USER
    }

    /**
     * What is asked for a service.
     *
     * @param writer writes into the specification, an empty one or that of the service
     * @param needs flags that not every engine knows, and the version of the API that brought each
     * @param resolveImage whether the registry is asked for the image's digest
     * @param auth the login that the nodes get
     * @param rollback whether the service goes back to its previous specification
     * @param commandLine for errors
     */
    record Request(
            Writer writer,
            Map<String, String> needs,
            boolean resolveImage,
            Auth auth,
            boolean rollback,
            String commandLine) {
        /** Checks that nothing is null. */
        public Request {
            Objects.requireNonNull(writer, "writer");
            needs = Map.copyOf(needs);
            Objects.requireNonNull(auth, "auth");
            Objects.requireNonNull(commandLine, "commandLine");
        }
    }

    /**
     * How to wait for a service.
     *
     * @param timeout how long at most, or null for ever
     * @param progress is told what the tasks do
     * @param isUpdate whether it is an error if the service went back to its previous specification
     * @param commandLine for errors
     */
    record Convergence(
            @Nullable Duration timeout,
            Consumer<? super ServiceProgress> progress,
            boolean isUpdate,
            String commandLine) {
        /** Checks that nothing is null that must not be. */
        public Convergence {
            Objects.requireNonNull(progress, "progress");
            Objects.requireNonNull(commandLine, "commandLine");
        }
    }
}
