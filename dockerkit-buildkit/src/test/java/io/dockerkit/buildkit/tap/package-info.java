/** What a client of BuildKit and an engine say to each other, read from the bytes between them. */
@NullMarked
package io.dockerkit.buildkit.tap;

import org.jspecify.annotations.NullMarked;
