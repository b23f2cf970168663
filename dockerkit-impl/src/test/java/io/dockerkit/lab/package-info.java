/** Real parts that tests start for themselves: a registry that wants a login, a user with a docker configuration of his own. */
@NullMarked
package io.dockerkit.lab;

import org.jspecify.annotations.NullMarked;
