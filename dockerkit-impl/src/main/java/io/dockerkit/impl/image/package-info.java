/** {@code docker image}. Start at {@link io.dockerkit.impl.image.ImageApi}. */
@NullMarked
package io.dockerkit.impl.image;

import org.jspecify.annotations.NullMarked;
