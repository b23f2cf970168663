/**
 * How a container is waited for: its conditions are watched through the engine's events, by its logs, and by probes.
 *
 * <p>Start at {@link io.dockerkit.impl.wait.Waiting}.
 */
@NullMarked
package io.dockerkit.impl.wait;

import org.jspecify.annotations.NullMarked;
