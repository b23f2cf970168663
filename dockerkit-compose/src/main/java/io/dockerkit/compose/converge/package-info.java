/** Brings what runs on the engine to what a project says: networks, volumes, images, containers, in the order of their dependencies. */
@NullMarked
package io.dockerkit.compose.converge;

import org.jspecify.annotations.NullMarked;
