package io.dockerkit.impl.container;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a session's process ends: asked for once its output has ended. */
interface ProcessEnd extends AutoCloseable {
    /**
     * Waits for the exit code.
     *
     * @param limit how long, or null for ever
     * @throws io.dockerkit.DockerTimeoutException if the process has not ended by then; may be asked again
     */
    int await(@Nullable Duration limit);

    /** Sets the size of the terminal. */
    void resize(int rows, int columns);

    @Override
    void close();
}
