/**
 * The grammar that all specs speak: flags and their values, filters, sizes, quoting. An application meets
 * {@link io.dockerkit.cli.FlagOptions} and {@link io.dockerkit.cli.FilterOptions} through the specs that offer them.
 *
 * <p>Start at {@link io.dockerkit.cli.Flag}: a row of a {@link io.dockerkit.cli.FlagTable}, from which parsing, rendering,
 * the request and the reference of a command follow.
 */
@NullMarked
package io.dockerkit.cli;

import org.jspecify.annotations.NullMarked;
