/**
 * Containers: the specs of runs and execs, the handle of a container, what the engine says about one, and sessions with
 * its processes.
 *
 * <p>Start at {@link io.dockerkit.container.RunSpec}, which {@code Containers.run} gives, and
 * {@link io.dockerkit.container.Container}, which {@code start()} and {@code Containers.get} give.
 */
@NullMarked
package io.dockerkit.container;

import org.jspecify.annotations.NullMarked;
