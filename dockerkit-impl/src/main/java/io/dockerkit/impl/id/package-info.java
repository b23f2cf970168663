/**
 * Names and ids of Docker's objects: which texts may stand for one, and how docker shows an id.
 * Every noun uses it.
 */
@NullMarked
package io.dockerkit.impl.id;

import org.jspecify.annotations.NullMarked;
