/**
 * Volumes: their creation and the handle of a volume.
 *
 * <p>Start at {@link io.dockerkit.volume.VolumeSpec} and {@link io.dockerkit.volume.Volume}, which {@code Volumes} gives.
 */
@NullMarked
package io.dockerkit.volume;

import org.jspecify.annotations.NullMarked;
