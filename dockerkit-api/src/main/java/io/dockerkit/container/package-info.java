/** Containers: specs that say what to run ({@link io.dockerkit.container.RunSpec} is where to start), the handle {@link io.dockerkit.container.Container}, and what the engine says about a container. */
@org.jspecify.annotations.NullMarked
package io.dockerkit.container;
