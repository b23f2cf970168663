/**
 * Docker from Java, in the words of the {@code docker} command.
 *
 * <p>Start at a noun: {@link io.dockerkit.Containers}, {@link io.dockerkit.Images}, {@link io.dockerkit.Networks},
 * {@link io.dockerkit.Volumes}, {@link io.dockerkit.Engine}. They use the engine that the environment names;
 * {@link io.dockerkit.Docker} opens a connection to another one. All errors are {@link io.dockerkit.DockerException}s.
 *
 * @serial exclude
 */
@NullMarked
package io.dockerkit;

import org.jspecify.annotations.NullMarked;
