/** The laboratory: real daemons and wires that a test may break. */
package io.dockerkit.lab;
