/**
 * What a build needs of BuildKit beyond the Engine API's {@code POST /build}: the seam to the module
 * {@code io.dockerkit.buildkit}, which builds over {@code /session} and {@code /grpc}.
 *
 * <p>Start at {@link io.dockerkit.impl.build.SessionBuilder}, which the {@link java.util.ServiceLoader} finds when that
 * module is there. The messages of BuildKit are read by {@code wire}, the patterns of a {@code .dockerignore} by
 * {@code ignore}.
 */
@NullMarked
package io.dockerkit.impl.build;

import org.jspecify.annotations.NullMarked;
