/** Tasks that run side by side. */
@NullMarked
package io.dockerkit.compose.concurrent;

import org.jspecify.annotations.NullMarked;
