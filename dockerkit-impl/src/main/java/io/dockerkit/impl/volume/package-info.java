/** {@code docker volume}. Start at {@link io.dockerkit.impl.volume.VolumeApi}. */
@NullMarked
package io.dockerkit.impl.volume;

import org.jspecify.annotations.NullMarked;
