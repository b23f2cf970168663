/**
 * Copies between this machine and containers, as {@code docker cp} does.
 *
 * <p>Start at {@link io.dockerkit.impl.copy.Copies}.
 */
@NullMarked
package io.dockerkit.impl.copy;

import org.jspecify.annotations.NullMarked;
