/** {@code docker swarm}, {@code node}, {@code service}, {@code secret}, {@code config}. Start at {@link io.dockerkit.impl.swarm.ServiceApi}. */
@NullMarked
package io.dockerkit.impl.swarm;

import org.jspecify.annotations.NullMarked;
