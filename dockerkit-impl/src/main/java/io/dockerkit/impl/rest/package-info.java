/**
 * Calls of the Engine API: version negotiation, requests, JSON answers, and the one place where an engine's error becomes
 * an exception of the API.
 *
 * <p>Start at {@link io.dockerkit.impl.rest.Rest}, which makes {@link io.dockerkit.impl.rest.Call}s over a
 * {@link io.dockerkit.impl.transport.Wire}.
 */
@NullMarked
package io.dockerkit.impl.rest;

import org.jspecify.annotations.NullMarked;
