/** The engine itself: is it there, which version, what does it say of itself. */
@org.jspecify.annotations.NullMarked
package io.dockerkit.engine;
