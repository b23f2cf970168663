/**
 * The calls to BuildKit's control service. Start at {@link io.dockerkit.buildkit.solve.Control}.
 */
@NullMarked
package io.dockerkit.buildkit.solve;

import org.jspecify.annotations.NullMarked;
