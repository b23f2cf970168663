/**
 * The flags of {@code docker run} and {@code docker exec}: the tables, the grammar of each value, and how a request is
 * written from them. Applications do not meet it, and a module other than DockerKit's own cannot read it.
 *
 * <p>Start at {@link io.dockerkit.container.flags.RunFlags}, the one table from which parsing, rendering, the request and
 * the reference follow. A {@link io.dockerkit.container.flags.RequestWriter} turns a line into the request of one kind of
 * object, so that another kind takes the same flags without a table of its own.
 */
@NullMarked
package io.dockerkit.container.flags;

import org.jspecify.annotations.NullMarked;
