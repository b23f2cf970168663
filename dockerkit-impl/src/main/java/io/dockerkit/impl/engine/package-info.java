/** {@code docker version}, {@code docker info}, the ping, and the search for an engine. */
@NullMarked
package io.dockerkit.impl.engine;

import org.jspecify.annotations.NullMarked;
