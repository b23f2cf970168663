/**
 * The grammar that all specs speak: flags and their values, filters, sizes, quoting. Applications do not meet it, and a
 * module other than DockerKit's own cannot read it; what they use of it is in {@link io.dockerkit}: {@code FlagOptions},
 * {@code FilterOptions}, {@code PruneOptions} and {@code HostContext}.
 *
 * <p>Start at {@link io.dockerkit.cli.Flag}: a row of a {@link io.dockerkit.cli.FlagTable}, from which parsing, rendering,
 * the request and the reference of a command follow.
 */
@NullMarked
package io.dockerkit.cli;

import org.jspecify.annotations.NullMarked;
