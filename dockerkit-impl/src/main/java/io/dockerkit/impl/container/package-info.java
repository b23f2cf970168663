/**
 * {@code docker container}, {@code docker run} and {@code docker exec}. Start at
 * {@link io.dockerkit.impl.container.ContainerApi}, which makes the handles; {@code EngineContainer} is the handle. A
 * foreground run is {@code Run}, and {@code AttachedStart} has the order of its calls.
 */
@NullMarked
package io.dockerkit.impl.container;

import org.jspecify.annotations.NullMarked;
