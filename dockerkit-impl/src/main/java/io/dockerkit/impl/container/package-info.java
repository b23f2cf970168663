/**
 * {@code docker container}, {@code docker run} and {@code docker exec}. Start at
 * {@link io.dockerkit.impl.container.ContainerApi}; the order of a run is in {@link io.dockerkit.impl.container.Run}.
 */
@NullMarked
package io.dockerkit.impl.container;

import org.jspecify.annotations.NullMarked;
