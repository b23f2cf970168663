/**
 * Image layouts: directories of blobs that are named by their digests, as caches and images are kept in. Start at
 * {@link io.dockerkit.buildkit.layout.ImageLayout}.
 */
@NullMarked
package io.dockerkit.buildkit.layout;

import org.jspecify.annotations.NullMarked;
