package io.dockerkit.impl.config;

import io.dockerkit.impl.transport.Wire;
import java.util.function.Supplier;

/**
 * A wire to an engine, and where that is.
 *
 * @param endpoint where the engine is; another one later, if there was none when the wire was made
 */
public record FoundEngine(Wire wire, Supplier<Endpoint> endpoint) {}
