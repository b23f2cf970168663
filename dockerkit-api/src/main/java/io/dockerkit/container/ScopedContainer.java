package io.dockerkit.container;

import io.dockerkit.container.run.DetachedSpec;

/**
 * A container that never outlives its owner: the handle that {@link DetachedSpec#startScoped()} gives. {@link #close()}
 * removes it; so does the end of the program in whatever way, SIGKILL included; see {@code io.dockerkit.Scope}.
 *
 * <p>Thread-safe.
 */
public interface ScopedContainer extends Container, AutoCloseable {
    /** Waits until it is ready, and returns it. Throws as {@link Container#waitFor(Wait)}, and does not remove it then. */
    @Override
    ScopedContainer waitFor(Wait wait);

    /**
     * Removes it with its anonymous volumes, running or not: {@code docker rm --force --volumes}. It is carried out on an
     * interrupted thread, too, which stays interrupted. One that is gone already is fine. Does nothing the second time,
     * unless the first failed.
     *
     * @throws io.dockerkit.DockerException if it could not be removed
     */
    @Override
    void close();
}
