/**
 * Compose files, without the compose program: what {@code docker compose} does, from a program. Begin at {@link
 * io.dockerkit.compose.Compose}.
 */
@NullMarked
package io.dockerkit.compose;

import org.jspecify.annotations.NullMarked;
