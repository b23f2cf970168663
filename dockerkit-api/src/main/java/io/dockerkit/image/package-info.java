/** Images: references, pulls, the handle {@link io.dockerkit.image.Image}, and what the engine says about an image. */
@org.jspecify.annotations.NullMarked
package io.dockerkit.image;
