/** Checks the keys and types of a file of version 3. Start at {@link io.dockerkit.compose.schema.Schema}. */
@NullMarked
package io.dockerkit.compose.schema;

import org.jspecify.annotations.NullMarked;
