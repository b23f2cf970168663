/** What values of Compose files are written in: variables, ports, volumes, durations. Nothing here is of one version of the format. */
@NullMarked
package io.dockerkit.compose.syntax;

import org.jspecify.annotations.NullMarked;
