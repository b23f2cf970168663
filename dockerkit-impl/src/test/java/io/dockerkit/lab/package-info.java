/** The laboratory: real engines, registries and other daemons that a test starts for itself and may break. */
@NullMarked
package io.dockerkit.lab;

import org.jspecify.annotations.NullMarked;
