/**
 * How progress is drawn on a terminal.
 *
 * <p>Start at {@link io.dockerkit.impl.terminal.TerminalProgress}.
 */
@NullMarked
package io.dockerkit.impl.terminal;

import org.jspecify.annotations.NullMarked;
