/**
 * JSON as engines speak it.
 *
 * <p>Start at {@link io.dockerkit.impl.json.JsonText}.
 */
@NullMarked
package io.dockerkit.impl.json;

import org.jspecify.annotations.NullMarked;
