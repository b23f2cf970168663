/**
 * Containers, networks, volumes and Compose projects in tests: started when they are needed, removed whatever happens, and their logs told
 * when a test fails.
 *
 * <p>Start at {@link io.dockerkit.junit.DockerTest}.
 */
@NullMarked
package io.dockerkit.junit;

import org.jspecify.annotations.NullMarked;
