/**
 * The engine itself: whether it is there, its versions, what it says of itself; and the docker contexts, which name engines.
 *
 * <p>Start at {@link io.dockerkit.engine.EngineCommands}, which {@code Engine} and {@code Docker.engine()} offer, and for
 * contexts at {@code Contexts}.
 */
@NullMarked
package io.dockerkit.engine;

import org.jspecify.annotations.NullMarked;
