package io.dockerkit.container;

/**
 * What an implementation of DockerKit does for containers. Called by specs and commands; applications do not meet it.
 * Thread-safe.
 */
public interface ContainerBackend {
    /** Creates the container, pulling the image by the request's policy. */
    Container create(CreateRequest request);

    /** Creates and starts the container. */
    Container start(CreateRequest request);

    /** Creates, attaches, starts and waits for the end, in the CLI's order. */
    RunResult run(CreateRequest request);

    /** Creates, attaches and starts, and leaves the streams to the caller. */
    Session attach(CreateRequest request);
}
