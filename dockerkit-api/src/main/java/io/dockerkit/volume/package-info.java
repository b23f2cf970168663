/** Volumes: their creation and the handle {@link io.dockerkit.volume.Volume}. */
@org.jspecify.annotations.NullMarked
package io.dockerkit.volume;
