/** A Compose project as a value: its services, networks and volumes with all defaults, as {@code docker compose config} shows it. Begin at {@link io.dockerkit.compose.project.Project}. */
@NullMarked
package io.dockerkit.compose.project;

import org.jspecify.annotations.NullMarked;
