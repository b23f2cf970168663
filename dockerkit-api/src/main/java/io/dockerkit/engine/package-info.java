/**
 * The engine itself: whether it is there, its versions, what it says of itself.
 *
 * <p>Start at {@link io.dockerkit.engine.EngineCommands}, which {@code Engine} and {@code Docker.engine()} offer.
 */
@NullMarked
package io.dockerkit.engine;

import org.jspecify.annotations.NullMarked;
