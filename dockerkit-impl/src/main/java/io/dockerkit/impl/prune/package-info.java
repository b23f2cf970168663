/**
 * What the prunes of all nouns have in common: {@code docker container prune} and the others.
 */
@NullMarked
package io.dockerkit.impl.prune;

import org.jspecify.annotations.NullMarked;
