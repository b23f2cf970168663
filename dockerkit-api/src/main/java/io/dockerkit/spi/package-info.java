/** What an implementation of DockerKit provides: {@link io.dockerkit.spi.DockerProvider}, found by the ServiceLoader. Applications do not meet it. */
@org.jspecify.annotations.NullMarked
package io.dockerkit.spi;
