package io.dockerkit.container;

/**
 * The options that a foreground and a detached run share: each is a flag of {@code docker run}.
 *
 * @param <S> the spec that an option returns
 */
public interface ContainerOptions<S> extends ProcessOptions<S> {}
