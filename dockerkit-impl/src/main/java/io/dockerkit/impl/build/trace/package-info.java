/**
 * What BuildKit reports while it builds: vertices, transfers and logs, as typed progress and as lines.
 *
 * <p>Start at {@link io.dockerkit.impl.build.trace.BuildSteps}.
 */
@NullMarked
package io.dockerkit.impl.build.trace;

import org.jspecify.annotations.NullMarked;
