/**
 * Which engine: the environment, the docker contexts, and the wire to what they name.
 *
 * <p>Start at {@link io.dockerkit.impl.config.Endpoints}.
 */
@NullMarked
package io.dockerkit.impl.config;

import org.jspecify.annotations.NullMarked;
