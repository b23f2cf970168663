/**
 * The laboratory: real engines, registries and other daemons that a test starts for itself and may break, and a
 * {@link io.dockerkit.lab.ScriptedEngine} for what no real engine does on demand.
 */
@NullMarked
package io.dockerkit.lab;

import org.jspecify.annotations.NullMarked;
