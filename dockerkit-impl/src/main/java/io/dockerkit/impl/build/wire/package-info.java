/**
 * The encoding of BuildKit's messages: protocol buffers, read and written field by field. Start at
 * {@link io.dockerkit.impl.build.wire.ProtoReader}.
 */
@NullMarked
package io.dockerkit.impl.build.wire;

import org.jspecify.annotations.NullMarked;
