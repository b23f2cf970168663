/**
 * Threads, interruption and deadlines: how DockerKit starts threads, how long it waits, and what an interrupt ends.
 *
 * <p>{@link io.dockerkit.impl.concurrent.Threads} starts threads, {@link io.dockerkit.impl.concurrent.Deadline} is the time
 * limit of several calls together, {@link io.dockerkit.impl.concurrent.Alarm} that of one connection. The room knows nothing
 * of engines or HTTP.
 */
@NullMarked
package io.dockerkit.impl.concurrent;

import org.jspecify.annotations.NullMarked;
