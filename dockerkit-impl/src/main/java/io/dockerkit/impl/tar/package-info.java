/**
 * Tar archives: their entries, read and written byte for byte. What becomes of files on this machine is decided elsewhere.
 *
 * <p>Start at {@link io.dockerkit.impl.tar.TarReader} and {@link io.dockerkit.impl.tar.TarWriter}.
 */
@NullMarked
package io.dockerkit.impl.tar;

import org.jspecify.annotations.NullMarked;
