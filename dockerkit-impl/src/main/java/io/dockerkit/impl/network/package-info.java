/** {@code docker network}. Start at {@link io.dockerkit.impl.network.NetworkApi}. */
@NullMarked
package io.dockerkit.impl.network;

import org.jspecify.annotations.NullMarked;
