/**
 * What runs in containers: the specs of {@code docker run} and {@code docker exec}, their options, and their results.
 *
 * <p>Start at {@link io.dockerkit.container.run.RunSpec}, which {@code Containers.run} returns, and
 * {@link io.dockerkit.container.run.ExecSpec}, which {@code container.exec} returns.
 */
@NullMarked
package io.dockerkit.container.run;

import org.jspecify.annotations.NullMarked;
