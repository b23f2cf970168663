/** Compose files of version 3, as {@code docker stack} reads them. Start at {@link io.dockerkit.compose.stack.StackFiles}. */
@NullMarked
package io.dockerkit.compose.stack;

import org.jspecify.annotations.NullMarked;
