/**
 * Networks: their creation, the handle of a network, what the engine says about one.
 *
 * <p>Start at {@link io.dockerkit.network.NetworkSpec} and {@link io.dockerkit.network.Network}, which {@code Networks}
 * gives.
 */
@NullMarked
package io.dockerkit.network;

import org.jspecify.annotations.NullMarked;
