/**
 * The patterns of a {@code .dockerignore}, matched as Docker matches them. Start at
 * {@link io.dockerkit.impl.build.ignore.DockerIgnore}.
 */
@NullMarked
package io.dockerkit.impl.build.ignore;

import org.jspecify.annotations.NullMarked;
