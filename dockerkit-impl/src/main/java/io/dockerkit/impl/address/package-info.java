/**
 * Addresses of engines, one class a scheme: how {@code DOCKER_HOST} writes it, and how a connection is made to it.
 *
 * <p>Start at {@link io.dockerkit.impl.address.EngineAddress}, the sealed type of all. A new scheme is a new record, which
 * the sealed type permits and {@code Scheme.all()} lists.
 */
@NullMarked
package io.dockerkit.impl.address;

import org.jspecify.annotations.NullMarked;
