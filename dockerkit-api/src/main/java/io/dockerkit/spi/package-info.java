/**
 * What an implementation of DockerKit provides. Applications do not meet it.
 *
 * <p>Start at {@link io.dockerkit.spi.DockerProvider}, which the {@link java.util.ServiceLoader} finds.
 */
@NullMarked
package io.dockerkit.spi;

import org.jspecify.annotations.NullMarked;
