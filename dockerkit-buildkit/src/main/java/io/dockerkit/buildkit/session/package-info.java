/**
 * What a build's session serves the engine with: files, secrets, logins, ssh agents, and places for outputs. Start at
 * {@link io.dockerkit.buildkit.session.BuildSession}.
 */
@NullMarked
package io.dockerkit.buildkit.session;

import org.jspecify.annotations.NullMarked;
