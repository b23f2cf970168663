/**
 * DockerKit over docker-java's transport. Applications meet {@code io.dockerkit} alone.
 *
 * <p>Start at {@link io.dockerkit.impl.EngineProvider}, which the ServiceLoader finds. One package a noun; {@code rest}
 * makes calls, {@code transport} carries them, {@code config} says to which engine, {@code concurrent} has the threads and
 * deadlines of all.
 */
@NullMarked
package io.dockerkit.impl;

import org.jspecify.annotations.NullMarked;
