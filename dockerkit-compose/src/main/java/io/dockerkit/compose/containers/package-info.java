/** The containers of a project that exist: listing, stopping, removing, logs, commands in them. */
@NullMarked
package io.dockerkit.compose.containers;

import org.jspecify.annotations.NullMarked;
