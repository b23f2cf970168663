/**
 * A swarm of engines: its life, its nodes, services, tasks, secrets and configs.
 *
 * <p>Start at {@link io.dockerkit.Services} and {@link io.dockerkit.Swarm}.
 */
@NullMarked
package io.dockerkit.swarm;

import org.jspecify.annotations.NullMarked;
