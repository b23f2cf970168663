/**
 * The scenarios of the course notes on Docker, each a small main class. Start at {@link io.dockerkit.examples.Notes}, which
 * runs them all.
 */
@NullMarked
package io.dockerkit.examples;

import org.jspecify.annotations.NullMarked;
