/** Networks: their creation, the handle {@link io.dockerkit.network.Network}, and what the engine says about a network. */
@org.jspecify.annotations.NullMarked
package io.dockerkit.network;
