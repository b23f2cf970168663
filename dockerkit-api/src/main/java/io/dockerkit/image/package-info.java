/**
 * Images: pulls and their progress, the handle of an image, what the engine says about one.
 *
 * <p>Start at {@link io.dockerkit.image.PullSpec} and {@link io.dockerkit.image.Image}, which {@code Images} gives.
 */
@NullMarked
package io.dockerkit.image;

import org.jspecify.annotations.NullMarked;
