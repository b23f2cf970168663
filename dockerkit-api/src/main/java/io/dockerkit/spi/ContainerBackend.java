package io.dockerkit.spi;

import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.DetachedSpec.IfExists;
import io.dockerkit.container.run.RunResult;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an implementation of DockerKit does for containers. Called by specs and commands; applications do not meet it.
 * Thread-safe.
 */
public interface ContainerBackend extends NounBackend {
    /** Creates the container, pulling the image by the request's policy. */
    Container create(CreateRequest request);

    /** Creates and starts the container, or does what {@code policy} says where there is one of its name. */
    Started start(CreateRequest request, IfExists policy);

    /** Creates and starts the container, which is removed when it is closed, and at the latest with this program. */
    ScopedContainer startScoped(CreateRequest request);

    /** Creates, attaches, starts and waits for the end, in the CLI's order. */
    RunResult run(CreateRequest request);

    /** Creates, attaches and starts, and leaves the streams to the caller. */
    Session attach(CreateRequest request);

    /** As {@link #run(CreateRequest)}, with a container that the request has created, and that was not started yet. */
    default RunResult run(Container created, CreateRequest request) {
        throw new UnsupportedOperationException("this backend runs no container that exists");
    }

    /** As {@link #attach(CreateRequest)}, with a container that the request has created, and that was not started yet. */
    default Session attach(Container created, CreateRequest request) {
        throw new UnsupportedOperationException(
                "this backend attaches to no container that exists");
    }

    /** Returns the containers that the filters leave, newest first; {@code last} of them where it is not 0. */
    List<ContainerSummary> list(Filters filters, boolean all, int last, boolean size);

    /** Returns one sample of what each of these containers uses. */
    List<ContainerStats> stats(Filters filters, boolean all, int last);

    /** Returns samples of what these containers use, and of what joins them, until the stream is closed. */
    Stream<ContainerStats> statsStream(Filters filters, boolean all, int last);

    /** Returns the container with this name, id or unique id prefix. */
    Container get(String reference);

    /** Returns what runs commands in the container with this name, id or unique id prefix. */
    default ExecBackend exec(String reference) {
        throw new UnsupportedOperationException("this backend runs no commands");
    }

    /** Returns what updates the container with this name, id or unique id prefix. */
    default UpdateBackend update(String reference) {
        throw new UnsupportedOperationException("this backend updates no containers");
    }

    /** Removes what does not run. */
    PruneReport prune(Filters filters);

    /** Returns what {@link #prune} would remove. */
    PruneReport pruneDryRun(Filters filters);
}
