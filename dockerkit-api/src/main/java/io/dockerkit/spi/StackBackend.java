package io.dockerkit.spi;

import io.dockerkit.swarm.ServiceProgress;
import io.dockerkit.swarm.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What an implementation of DockerKit does for stacks. Applications do not meet it. Thread-safe. */
public interface StackBackend extends NounBackend {
    /** Creates or updates all that the stack has, and waits for its services if that is asked for. */
    Stack deploy(Deployment deployment);

    /** Returns the stacks that have services, by their names. */
    List<Stack> list();

    /** Returns the stack of which there is something. */
    Stack get(String name);

    /**
     * What is deployed.
     *
     * @param name the stack's name
     * @param files what its files say
     * @param prune whether services that the files no longer name are removed
     * @param resolveImage {@code always}, {@code changed} or {@code never}
     * @param withRegistryAuth whether nodes get the user's login
     * @param waiting how to wait for the services
     * @param commandLine for errors
     */
    record Deployment(
            String name,
            StackLoader.Loaded files,
            boolean prune,
            String resolveImage,
            boolean withRegistryAuth,
            Wait waiting,
            String commandLine) {
        /** Checks that nothing is null. */
        public Deployment {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(files, "files");
            Objects.requireNonNull(resolveImage, "resolveImage");
            Objects.requireNonNull(waiting, "waiting");
            Objects.requireNonNull(commandLine, "commandLine");
        }
    }

    /**
     * How to wait for the services.
     *
     * @param isWanted whether to wait at all
     * @param timeout how long at most, for each service
     * @param progress is told what the tasks do
     */
    record Wait(boolean isWanted, Duration timeout, Consumer<? super ServiceProgress> progress) {
        /** Checks that nothing is null. */
        public Wait {
            Objects.requireNonNull(timeout, "timeout");
            Objects.requireNonNull(progress, "progress");
        }
    }
}
