/**
 * What stands between the API and its implementation: what a provider offers, and the requests that specs make for it.
 * Applications do not meet it, and a module other than DockerKit's own cannot read it.
 *
 * <p>Start at {@link io.dockerkit.spi.DockerProvider}, which the {@link java.util.ServiceLoader} finds.
 *
 * <p>Specs and commands live in other packages than the implementation, which creates some of them. Their factories that
 * take a backend are therefore public, but hidden from the Javadoc ({@code @hidden}), and javac is told that a type of this
 * package is meant to be there ({@code @SuppressWarnings("exports")}).
 */
@NullMarked
package io.dockerkit.spi;

import org.jspecify.annotations.NullMarked;
