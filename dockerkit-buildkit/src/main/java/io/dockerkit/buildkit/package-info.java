/**
 * Builds with BuildKit over a session of its own. Start at {@link io.dockerkit.buildkit.BuildkitBuilder}.
 *
 * <p>A build has two connections to the engine. On one, BuildKit is asked to build and tells how it goes ({@code solve}). On
 * the other, the roles are reversed: the engine asks for files, secrets, logins and agents, and sends outputs ({@code session},
 * {@code files}). Both speak gRPC ({@code rpc}); its messages are encoded by the implementation's own reader and writer.
 */
@NullMarked
package io.dockerkit.buildkit;

import org.jspecify.annotations.NullMarked;
