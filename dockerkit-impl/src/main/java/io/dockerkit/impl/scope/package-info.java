/**
 * Scopes: what is made is labelled with its owner, and removed with it.
 *
 * <p>Start at {@link io.dockerkit.impl.scope.Scopes}, which opens them on one connection. {@code Guard} looks after those
 * of the whole program: at its end by a shutdown hook, and when it is killed by a {@code Watchdog}, a process of its own;
 * {@code Sweep} removes what a program left whose watchdog was killed as well.
 *
 * <p>Why a watchdog and a sweep, and neither alone. A sweep needs a next program, which may come in a week or never; until
 * then ports stay taken and memory used. A watchdog acts within a second, but can be killed itself, by the end of the whole
 * container or login session that it lives in for instance; then the sweep is there. A container as a watchdog, as others
 * have it, needs an image, the engine's socket mounted into it and an engine that allows that, and is itself something that
 * must be removed.
 *
 * <p>Why the watchdog is a second Java process. It has to speak to the engine as this one does: over unix sockets, TLS or
 * ssh, by the same contexts. A shell with curl would be smaller, but is not there on every machine (and never on Windows),
 * and speaks neither a context's TLS nor ssh. {@code java} is there, since this program runs on it; the classes are those
 * that are loaded already. The price is some 40 MB of memory for as long as there are scopes, so it is started with the
 * first and not before.
 */
@NullMarked
package io.dockerkit.impl.scope;

import org.jspecify.annotations.NullMarked;
