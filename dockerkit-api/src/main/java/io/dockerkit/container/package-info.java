/**
 * Containers: the handle of a container, what the engine reports about one, sessions with its processes, waits, and the
 * specs of what is done to one. The specs of runs and execs are in {@link io.dockerkit.container.run}.
 *
 * <p>Start at {@link io.dockerkit.container.Container}, which {@code start()} and {@code Containers.get} return.
 */
@NullMarked
package io.dockerkit.container;

import org.jspecify.annotations.NullMarked;
