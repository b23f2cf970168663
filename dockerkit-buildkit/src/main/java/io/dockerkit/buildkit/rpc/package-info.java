/**
 * gRPC over connections that the engine has handed over. Start at {@link io.dockerkit.buildkit.rpc.Peers}.
 */
@NullMarked
package io.dockerkit.buildkit.rpc;

import org.jspecify.annotations.NullMarked;
