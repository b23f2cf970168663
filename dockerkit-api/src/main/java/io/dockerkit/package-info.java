/**
 * A fluent Java client that mirrors the docker CLI.
 *
 * <pre>{@code
 * Containers.run("ubuntu").detached().port(80, 8080).volume("data_volume", "/www").start();
 * }</pre>
 *
 * <p>Start at a noun: {@link io.dockerkit.Containers}, {@link io.dockerkit.Images}, {@link io.dockerkit.Networks},
 * {@link io.dockerkit.Volumes}, {@link io.dockerkit.Engine}. They use the engine that the docker CLI would use;
 * {@link io.dockerkit.Docker} opens a connection to another one. {@link io.dockerkit.Scope} removes what a program creates.
 * All errors are {@link io.dockerkit.DockerException}s.
 *
 * @serial exclude
 */
@NullMarked
package io.dockerkit;

import org.jspecify.annotations.NullMarked;
