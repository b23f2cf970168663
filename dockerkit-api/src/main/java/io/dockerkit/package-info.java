/** Start here. */
@org.jspecify.annotations.NullMarked
package io.dockerkit;
